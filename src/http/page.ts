export interface Page<Item> {
  readonly items: readonly Item[];
  /** The id to pass as `after`; null when there is no more. */
  readonly next: string | null;
}

/** Makes a page of rows that were asked for with one more than the limit: the extra one tells that there are others. */
export const pageOfRows = <Item>(
  rows: readonly Item[],
  limit: number,
  idOf: (row: Item) => string,
): Page<Item> => {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? idOf(last) : null };
};
