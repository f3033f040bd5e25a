import { invalid } from './failure.js';
import { type Filter, readFilter } from './filter.js';

/** Query options of lists; names work with and without the dollar, in any case. */
export interface QueryOptions {
  select?: string[];
  /** Navigation properties to expand, each with the ids of its inner $filter. */
  expand: { name: string; ids: string[] }[];
  filter?: Filter;
  orderBy: { property: string; descending: boolean }[];
  top?: number;
  skip: number;
  count: boolean;
}

const KNOWN = [
  'select',
  'expand',
  'filter',
  'orderby',
  'top',
  'skip',
  'count',
  'search',
  'skiptoken',
  'deltatoken',
];

/** The value of an option or parameter, whatever its case. */
export const option = (query: URLSearchParams, name: string): string | undefined => {
  for (const [key, value] of query)
    if (key.replace(/^\$/, '').toLowerCase() === name.toLowerCase()) return value;
  return undefined;
};

const count = (text: string | undefined, name: string, least: number, most: number): number | undefined => {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw invalid(
      `Invalid value '${text}' for ${name} query option found. The ${name} query option requires a non-negative integer value.`,
      'BadRequest',
    );
  return value;
};

/** Splits at commas outside of parentheses. */
const topLevel = (text: string): string[] =>
  (text.match(/(?:\((?:[^()]|\([^()]*\))*\)|[^,()])+/g) ?? []).map((part) => part.trim()).filter(Boolean);

const expansion = (text: string): { name: string; ids: string[] } => {
  const match = /^(\w+)(?:\(\s*\$filter\s*=([\s\S]*)\))?$/.exec(text);
  if (!match) throw invalid(`Parsing OData Select and Expand failed: '${text}'.`, 'RequestBroker--ParseUri');
  const ids = [...(match[2] ?? '').matchAll(/id\s+eq\s+'((?:[^']|'')*)'/gi)].map(([, id]) =>
    (id ?? '').replaceAll("''", "'"),
  );
  return { name: match[1] ?? '', ids };
};

export const readOptions = (query: URLSearchParams): QueryOptions => {
  for (const key of query.keys())
    if (key.startsWith('$') && !KNOWN.includes(key.slice(1).toLowerCase()))
      throw invalid(`The query parameter '${key}' is not supported.`, 'BadRequest');
  if (option(query, 'search') !== undefined)
    throw invalid(
      "The query parameter '$search' is not supported for this resource.",
      'ErrorInvalidUrlQuery',
    );
  const select = option(query, 'select');
  const filter = option(query, 'filter');
  const top = count(option(query, 'top'), '$top', 1, 1_000);
  return {
    ...(select === undefined ? {} : { select: topLevel(select).map((name) => name.toLowerCase()) }),
    expand: topLevel(option(query, 'expand') ?? '').map(expansion),
    ...(filter === undefined ? {} : { filter: readFilter(filter) }),
    orderBy: topLevel(option(query, 'orderby') ?? '').map((part) => {
      const [property = '', direction] = part.split(/\s+/);
      return { property, descending: direction?.toLowerCase() === 'desc' };
    }),
    ...(top === undefined ? {} : { top }),
    skip: count(option(query, 'skip'), '$skip', 0, 1_000_000) ?? 0,
    count: option(query, 'count') === 'true',
  };
};

/** Options that shape one resource, or a whole answer, after it was made. */
export const shaped = (value: Record<string, unknown>, select: readonly string[] | undefined) =>
  select === undefined
    ? value
    : Object.fromEntries(
        Object.entries(value).filter(
          ([key]) => key.startsWith('@') || key === 'id' || select.includes(key.toLowerCase()),
        ),
      );
