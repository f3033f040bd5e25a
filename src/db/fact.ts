import { type Read, readIn } from './read.js';
import type { Tx } from './tenant.js';

/**
 * Something known of a tenant as one text: a `select` of one column that gives one row at most. Rooms hand facts out
 * where several rooms' are wanted at once; `factsAs` puts them into the one statement that reads them all, because
 * a statement costs more than the few rows that it finds.
 */
export interface Fact<T> {
  /** The same name, always the same text. */
  readonly name: string;
  readonly text: string;
  /** Of $1, $2 ... */
  readonly values: readonly unknown[];
  /** @param text null where there is no row. */
  result(text: string | null): T;
}

type Facts<T extends readonly unknown[]> = { readonly [K in keyof T]: Fact<T[K]> };

/** Facts as columns of a larger statement. */
export interface FactColumns<T extends readonly unknown[]> {
  /** Tells this list of columns from every other one, for the statement's name; short, as PostgreSQL's names are. */
  readonly name: string;
  /** `(...) as f0, (...) as f1`. */
  readonly columns: string;
  /** The statement's values: those before, and those that only the facts have. */
  readonly values: readonly unknown[];
  result(row: object): T;
}

const known = new Map<string, { readonly name: string; readonly columns: string }>();

/**
 * @param before values of the statement that the columns are put into, $1 and on; a fact that has one of them
 * for a value shares it.
 */
export const factsAs = <T extends readonly unknown[]>(
  facts: Facts<T>,
  before: readonly unknown[] = [],
): FactColumns<T> => {
  const values = [...before];
  let key = String(before.length);
  for (const fact of facts) {
    key += ` ${fact.name}`;
    for (const value of fact.values) key += `,${place(values, value)}`;
  }
  let made = known.get(key);
  if (made === undefined) {
    const columns = facts.map((fact, i) => `(${placed(fact, values)})::text as f${i}`).join(', ');
    made = { name: `facts-${known.size}`, columns };
    known.set(key, made);
  }
  return {
    ...made,
    values,
    result: (row) => {
      const found = row as Record<string, string | null>;
      return facts.map((fact, i) => fact.result(found[`f${i}`] ?? null)) as unknown as T;
    },
  };
};

/** Several facts, in one statement of a transaction that does more. */
export const factsIn = <T extends readonly unknown[]>(tx: Tx, facts: Facts<T>): Promise<T> =>
  readIn(tx, readOf<T>(facts));

export const factIn = async <T>(tx: Tx, fact: Fact<T>): Promise<T> => (await factsIn<[T]>(tx, [fact]))[0];

const readOf = <T extends readonly unknown[]>(facts: Facts<T>): Read<T> => {
  const { name, columns, values, result } = factsAs<T>(facts);
  return { name, text: `select ${columns}`, values, result: ([row]) => result(row as object) };
};

/** The number of a value's parameter; a value that is new is added. */
const place = (values: unknown[], value: unknown): number => {
  const same = (other: unknown): boolean =>
    other === value ||
    (other instanceof Date && value instanceof Date && other.getTime() === value.getTime());
  const at = values.findIndex(same);
  return at < 0 ? values.push(value) : at + 1;
};

const placed = ({ text, values: own }: Fact<unknown>, values: unknown[]): string =>
  text.replace(/\$(\d+)/g, (_, number: string) => `$${place(values, own[Number(number) - 1])}`);
