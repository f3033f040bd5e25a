import type { FieldFault } from '../errors.js';

/** What a schema says of a wrong value: a Standard Schema issue, with the extras that zod puts on it. */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  readonly code?: unknown;
  readonly keys?: unknown;
  readonly expected?: unknown;
}

/**
 * The faults of an input, each with the pointer (RFC 6901) to its field and a sentence with the remedy. Schemas of this
 * house give their own sentences; the library's are said anew where they name a type instead of a remedy.
 */
export const fieldFaults = (issues: readonly SchemaIssue[]): FieldFault[] =>
  issues.flatMap((issue) => {
    const at = pointerOf(issue.path ?? []);
    if (issue.code === 'unrecognized_keys' && Array.isArray(issue.keys)) {
      return issue.keys.map((key) => ({
        pointer: at + pointerOf([String(key)]),
        detail: 'There is no field of this name; leave it out or mend the name.',
      }));
    }
    return [{ pointer: at, detail: sentence(issue) }];
  });

/** RFC 6901: "~" and "/" inside a name are written ~0 and ~1. The whole document is the empty string. */
export const pointerOf = (path: readonly (PropertyKey | { readonly key: PropertyKey })[]): string =>
  path
    .map((part) => String(typeof part === 'object' ? part.key : part))
    .map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

const sentence = (issue: SchemaIssue): string => {
  if (issue.code !== 'invalid_type' || typeof issue.expected !== 'string') return issue.message;
  // A custom sentence of the schema is already the better one.
  if (!issue.message.startsWith('Invalid input')) return issue.message;
  const wanted = TYPES[issue.expected] ?? issue.expected;
  return issue.message.endsWith('received undefined')
    ? `This is missing: give ${wanted}.`
    : `Give ${wanted} here.`;
};
