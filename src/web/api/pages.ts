/** A page of a list as the API gives it; `next` is the `after` of the next one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** The most that the API puts on a page. */
export const PAGE = 200;

/** How many of a kind a screen shows at most before it would have to page: far beyond an agency of this size. */
const MOST_PAGES = 20;

/** All pages of a list, one after the other. */
export const allPages = async <T>(
  ask: (after: string | undefined) => Promise<Page<T>>,
): Promise<readonly T[]> => {
  const items: T[] = [];
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await ask(after);
    items.push(...answer.items);
    if (answer.next === null) break;
    after = answer.next;
  }
  return items;
};
