import pg from 'pg';

/**
 * Statements that go to the server together and whose answers come back together, for pg's `client.query`.
 *
 * In the extended protocol everything up to one Sync is one transaction (PostgreSQL's documentation, "Pipelining" in
 * Extended Query), so there is no BEGIN and no COMMIT to wait for, and a setting that is made for the transaction holds
 * for the statements after it. Within a transaction that is open already it is a part of that one. Each statement is
 * parsed once a connection.
 */
export class Batch implements pg.Submittable {
  private readonly rows: unknown[][] = [[]];
  private fields: readonly Field[] = [];
  private readonly end = Promise.withResolvers<readonly unknown[][]>();

  constructor(private readonly statements: readonly Statement[]) {}

  /** Rows of each statement. @throws the driver's error of the first that fails; the others have had no effect then. */
  on(client: { query(batch: Batch): unknown }): Promise<readonly unknown[][]> {
    client.query(this);
    return this.end.promise;
  }

  submit(connection: pg.Connection): void {
    const { parsed, generation } = parsedOn(connection);
    connection.stream.cork();
    for (const { name, text, values } of this.statements) {
      const statement = `${name}.${generation}`;
      if (!parsed.has(name)) connection.parse({ name: statement, text, types: [] }, true);
      parsed.add(name);
      connection.bind({ statement, values: values.map(onTheWire) }, true);
      connection.describe({ type: 'P', name: '' }, true);
      connection.execute({}, true);
    }
    connection.sync();
    connection.stream.uncork();
  }

  handleRowDescription({ fields }: { fields: readonly Field[] }): void {
    this.fields = fields;
  }

  handleDataRow({ fields: values }: { fields: readonly (string | null)[] }): void {
    const row: Record<string, unknown> = {};
    for (const [i, { name, dataTypeID }] of this.fields.entries()) {
      const value = values[i] ?? null;
      row[name] = value === null ? null : pg.types.getTypeParser(dataTypeID)(value);
    }
    this.rows.at(-1)?.push(row);
  }

  handleCommandComplete(): void {
    this.rows.push([]);
  }

  handleReadyForQuery(): void {
    this.end.resolve(this.rows);
  }

  handleError(error: Error, connection: pg.Connection): void {
    // Which of the statements were parsed before the failure is not known: they get new names.
    parsedBy.set(connection, { parsed: new Set(), generation: parsedOn(connection).generation + 1 });
    this.end.reject(error);
  }
}

export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

interface Field {
  readonly name: string;
  readonly dataTypeID: number;
}

interface Parsed {
  readonly parsed: Set<string>;
  readonly generation: number;
}

const parsedBy = new WeakMap<pg.Connection, Parsed>();

const parsedOn = (connection: pg.Connection): Parsed => {
  const known = parsedBy.get(connection) ?? { parsed: new Set(), generation: 0 };
  parsedBy.set(connection, known);
  return known;
};

const onTheWire = (value: unknown): string | Buffer | null => {
  if (value === null || value === undefined) return null;
  if (Buffer.isBuffer(value)) return value;
  return value instanceof Date ? value.toISOString() : String(value);
};
