/**
 * An expression's instant as epoch ms: the driver's Date objects cost more than the rows they are in, and `extract`, whose
 * answer is numeric, several times as much as `date_part`.
 */
export function epochMs(expression: string): string {
  return `date_part('epoch', ${expression}) * 1000`;
}
