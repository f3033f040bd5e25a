/** Lines of a calendar text as they stand there, unfolded, of the properties that are asked for. */
export const excerpt = (ics: string, ...names: readonly string[]): string[] =>
  ics
    .replaceAll(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .filter((line) => names.includes(line.split(/[:;]/)[0] ?? ''));
