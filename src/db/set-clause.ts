/**
 * The SET part of an UPDATE for the fields that a patch has.
 * @param columns field -> column; fields of the patch that are not among them are left out.
 * @param first number of the first parameter, after those of the WHERE part.
 */
export const setClause = (
  columns: Readonly<Record<string, string>>,
  patch: Readonly<Record<string, unknown>>,
  first: number,
): { readonly sql: string; readonly values: unknown[] } => {
  const given = Object.entries(columns).filter(([field]) => patch[field] !== undefined);
  return {
    sql: given.map(([, column], index) => `${column} = $${first + index}`).join(', '),
    values: given.map(([field]) => patch[field]),
  };
};
