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
  private described: Described = new Map();
  private readonly end = Promise.withResolvers<readonly unknown[][]>();

  constructor(private readonly statements: readonly Statement[]) {}

  /** Rows of each statement. @throws the driver's error of the first that fails; the others have had no effect then. */
  on(client: { query(batch: Batch): unknown }): Promise<readonly unknown[][]> {
    client.query(this);
    return this.end.promise;
  }

  submit(connection: pg.Connection): void {
    const { described, generation } = parsedOn(connection);
    this.described = described;
    connection.stream.cork();
    for (const { name, text, values } of this.statements) {
      const statement = `${name}.${generation}`;
      const fields = described.get(name);
      if (fields === undefined) connection.parse({ name: statement, text, types: [] }, true);
      connection.bind({ statement, values: values.map(onTheWire) }, true);
      // What its columns are is asked once: it does not change as long as the statement stays parsed.
      if (fields === undefined) {
        connection.describe({ type: 'P', name: '' }, true);
        described.set(name, []);
      }
      connection.execute({}, true);
    }
    connection.sync();
    connection.stream.uncork();
  }

  handleRowDescription({ fields }: { fields: readonly Field[] }): void {
    this.described.set(
      this.name,
      fields.map(({ name, dataTypeID }) => ({ name, read: pg.types.getTypeParser(dataTypeID) })),
    );
  }

  handleDataRow({ fields: values }: { fields: readonly (string | null)[] }): void {
    const row: Record<string, unknown> = {};
    for (const [i, { name, read }] of (this.described.get(this.name) ?? []).entries()) {
      const value = values[i] ?? null;
      row[name] = value === null ? null : read(value);
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
    parsedBy.set(connection, { described: new Map(), generation: parsedOn(connection).generation + 1 });
    this.end.reject(error);
  }

  /** Of the statement whose answer is coming in. */
  private get name(): string {
    return this.statements[this.rows.length - 1]?.name ?? '';
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

interface Column {
  readonly name: string;
  read(value: string): unknown;
}

/** The columns of each statement that a connection has parsed, by its name. */
type Described = Map<string, readonly Column[]>;

interface Parsed {
  readonly described: Described;
  readonly generation: number;
}

const parsedBy = new WeakMap<pg.Connection, Parsed>();

const parsedOn = (connection: pg.Connection): Parsed => {
  const known = parsedBy.get(connection) ?? {
    described: new Map<string, readonly Column[]>(),
    generation: 0,
  };
  parsedBy.set(connection, known);
  return known;
};

/** Buffers go over in binary, so that a Date must stand where a timestamptz is wanted and a Buffer where a bytea is. */
const onTheWire = (value: unknown): string | Buffer | null => {
  if (value === null || value === undefined) return null;
  if (Buffer.isBuffer(value)) return value;
  return value instanceof Date ? timestamp(value.getTime()) : String(value);
};

const MS_OF_2000 = Date.UTC(2000, 0, 1);
const TWO_TO_32 = 2 ** 32;

/** As timestamptz_recv takes it, microseconds since 2000: reading a date as text takes the server longer than a row. */
const timestamp = (ms: number): Buffer => {
  const microseconds = (ms - MS_OF_2000) * 1000;
  const high = Math.floor(microseconds / TWO_TO_32);
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeInt32BE(high, 0);
  bytes.writeUInt32BE(microseconds - high * TWO_TO_32, 4);
  return bytes;
};
