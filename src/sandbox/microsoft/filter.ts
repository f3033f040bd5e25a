import { invalid } from './failure.js';

/**
 * The part of OData's $filter that events answer to: comparisons joined by and, or, not and parentheses, contains,
 * startswith, and any() over singleValueExtendedProperties. Everything else is refused, as the service does.
 */
export type Value = string | number | boolean | null;

/**
 * Looks a path up; throws the API's 400 for a property that cannot be filtered by. Where case does not matter, both
 * values and literals come in lower case.
 */
export interface Row {
  value(path: string): Value;
  /** Rows of a collection, for any(). */
  many(path: string): Row[];
  /** Reads the literal that a property is compared with, as that property's type. */
  literal(path: string, text: string): Value;
}

type Predicate = (row: Row) => boolean;

export interface Filter {
  holds: Predicate;
  /** The properties it speaks of, those inside of any() left out. */
  paths: string[];
}

const TOKEN = /\s*(?:'((?:[^']|'')*)'|([(),])|([^\s(),']+))/y;

interface Token {
  text: string;
  quoted: boolean;
}

const tokens = (text: string): Token[] => {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const match = TOKEN.exec(text);
    if (!match) throw unreadable(text);
    const [, quoted, mark, word] = match;
    found.push(
      quoted === undefined
        ? { text: mark ?? word ?? '', quoted: false }
        : { text: quoted.replaceAll("''", "'"), quoted: true },
    );
  }
  return found;
};

const unreadable = (text: string) => invalid(`Invalid filter clause: '${text}'.`, 'BadRequest');

const compare = (operator: string, a: Value, b: Value): boolean => {
  if (operator === 'eq') return a === b;
  if (operator === 'ne') return a !== b;
  if (a === null || b === null) return false;
  switch (operator) {
    case 'gt':
      return a > b;
    case 'ge':
      return a >= b;
    case 'lt':
      return a < b;
    default:
      return a <= b;
  }
};

const OPERATORS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'];
const FUNCTIONS: Record<string, (a: string, b: string) => boolean> = {
  contains: (a, b) => a.includes(b),
  startswith: (a, b) => a.startsWith(b),
  endswith: (a, b) => a.endsWith(b),
};

/** Reads a filter into a predicate. Paths inside of any() lose their variable: ep/id is looked up as id. */
export const readFilter = (text: string): Filter => {
  const list = tokens(text);
  const paths: string[] = [];
  let at = 0;
  const peek = () => list[at];
  const next = (): Token => {
    const token = list[at++];
    if (!token) throw unreadable(text);
    return token;
  };
  const expect = (mark: string) => {
    const token = next();
    if (token.quoted || token.text !== mark) throw unreadable(text);
  };
  const isWord = (word: string) => !peek()?.quoted && peek()?.text.toLowerCase() === word;

  const either = (strip: string): Predicate => {
    let left = both(strip);
    while (isWord('or')) {
      at++;
      const [a, b] = [left, both(strip)];
      left = (row) => a(row) || b(row);
    }
    return left;
  };
  const both = (strip: string): Predicate => {
    let left = one(strip);
    while (isWord('and')) {
      at++;
      const [a, b] = [left, one(strip)];
      left = (row) => a(row) && b(row);
    }
    return left;
  };
  const pathOf = (token: Token, strip: string): string => {
    if (strip !== '' && token.text.startsWith(`${strip}/`)) return token.text.slice(strip.length + 1);
    paths.push(token.text);
    return token.text;
  };
  const one = (strip: string): Predicate => {
    if (isWord('not')) {
      at++;
      const inner = one(strip);
      return (row) => !inner(row);
    }
    const first = next();
    if (first.quoted) throw unreadable(text);
    if (first.text === '(') {
      const inner = either(strip);
      expect(')');
      return inner;
    }
    const call = FUNCTIONS[first.text.toLowerCase()];
    if (call && peek()?.text === '(') {
      expect('(');
      const path = pathOf(next(), strip);
      expect(',');
      const wanted = next().text.toLowerCase();
      expect(')');
      return (row) => call(String(row.value(path) ?? '').toLowerCase(), wanted);
    }
    const any = /^(.+)\/any$/i.exec(first.text)?.[1];
    if (any !== undefined) {
      paths.push(any);
      expect('(');
      const variable = next().text.replace(/:$/, '');
      if (isWord(':')) at++;
      const inner = either(variable);
      expect(')');
      return (row) => row.many(any).some(inner);
    }
    const path = pathOf(first, strip);
    const operator = next().text.toLowerCase();
    if (!OPERATORS.includes(operator)) throw unreadable(text);
    const literal = next();
    return (row) =>
      compare(
        operator,
        row.value(path),
        literal.text === 'null' && !literal.quoted ? null : row.literal(path, literal.text),
      );
  };

  const holds = either('');
  if (at < list.length) throw unreadable(text);
  return { holds, paths };
};
