/**
 * The multistatus document as tsdav leaves it: element names in camel case without prefixes, single elements not in a
 * list, texts that look like numbers turned into numbers, CDATA under `_cdata`.
 */

/** One resource of a multistatus answer (RFC 4918 14.24). */
export interface DavRow {
  readonly href: string;
  /** Of the whole resource: 404 for one that is gone, 507 for what was left out. */
  readonly status: number;
  /** Those that were found: a resource without them is there all the same. */
  readonly props: Readonly<Record<string, unknown>>;
}

export type DavTree = { readonly multistatus?: unknown };

/** Null when it is no multistatus document. */
export const rowsOf = (tree: DavTree): { rows: DavRow[]; syncToken: string | null } | null => {
  const { multistatus } = tree;
  if (multistatus === undefined) return null;
  return {
    rows: list(child(multistatus, 'response')).flatMap(rowOf),
    syncToken: textOf(child(multistatus, 'syncToken')),
  };
};

const rowOf = (response: unknown): DavRow[] => {
  const href = textOf(child(response, 'href'));
  if (href === null) return [];
  const props: Record<string, unknown> = {};
  for (const propstat of list(child(response, 'propstat'))) {
    const status = statusOf(child(propstat, 'status')) ?? 200;
    const prop = child(propstat, 'prop');
    if (status >= 200 && status < 300 && typeof prop === 'object') Object.assign(props, prop);
  }
  return [{ href, status: statusOf(child(response, 'status')) ?? 200, props }];
};

const statusOf = (value: unknown): number | null => {
  const code = /^\S+\s+(\d{3})\b/.exec(textOf(value) ?? '')?.[1];
  return code === undefined ? null : Number(code);
};

/** The element of that name inside; undefined when there is none. */
export const child = (element: unknown, name: string): unknown =>
  typeof element === 'object' && element !== null && Object.hasOwn(element, name)
    ? (element as Record<string, unknown>)[name]
    : undefined;

/** One or several elements of a name, as a list. */
export const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** The text of an element; null when there is none. */
export const textOf = (value: unknown): string | null => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const parts = [...list(child(value, '_text')), ...list(child(value, '_cdata'))];
  return parts.length === 0 ? null : parts.map(String).join('');
};

/** Names of the elements inside, such as the types of a resource. */
export const namesOf = (value: unknown): string[] =>
  list(value).flatMap((one) => (typeof one === 'object' && one !== null ? Object.keys(one) : []));

/** The hrefs inside of an element. */
export const hrefsOf = (value: unknown): string[] =>
  list(child(value, 'href')).flatMap((href) => {
    const text = textOf(href)?.trim() ?? '';
    return text === '' ? [] : [text];
  });
