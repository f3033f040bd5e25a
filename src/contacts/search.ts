/** More words than these say nothing that the first ones do not. */
const MAX_WORDS = 8;

/**
 * LIKE patterns for the words of a search, each of which has to occur; `%`, `_` and `\` in them are plain characters.
 * Case and marks are folded in the database, by the function that also folds what is searched.
 */
export const likePatterns = (query: string): string[] =>
  query
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS)
    .map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
