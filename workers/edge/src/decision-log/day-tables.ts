const DAY_MS = 86_400_000;
/** Durable Objects take compound SELECTs of at most this many terms. */
const COMPOUND_LIMIT_TABLES = 5;

/** Name of the table of what is stored at `at`, ms: one per UTC day, in the order of their names. */
export const tableOf = (at: number): string =>
  `event_${new Date(at).toISOString().slice(0, 10).replaceAll("-", "")}`;

/** When the day of a table ends, ms. */
export const endOf = (table: string): number => {
  const [, year, month, day] = /^event_(\d{4})(\d{2})(\d{2})$/.exec(table) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day)) + DAY_MS;
};

/** The tables there are, oldest first. */
export const readTables = (sql: SqlStorage): string[] =>
  sql
    .exec<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE name GLOB 'event_[0-9]*' AND type = 'table'",
    )
    .toArray()
    .map(({ name }) => name)
    .sort();

/** Makes a table with its index: two rows are written per event. */
export const createTable = (sql: SqlStorage, table: string): void => {
  sql.exec(
    `CREATE TABLE ${table} (seq INTEGER PRIMARY KEY, query_id TEXT NOT NULL, kind TEXT NOT NULL, dedupe_key TEXT NOT NULL, body TEXT NOT NULL)`,
  );
  sql.exec(`CREATE UNIQUE INDEX ${table}_once ON ${table} (query_id, kind, dedupe_key)`);
};

/** Statements that find the events of a query, `?1`, in these tables. */
const lookUpsIn = (tables: readonly string[]): string[] => {
  const statements: string[] = [];
  for (let at = 0; at < tables.length; at += COMPOUND_LIMIT_TABLES) {
    const each = tables
      .slice(at, at + COMPOUND_LIMIT_TABLES)
      .map((table) => `SELECT * FROM ${table} WHERE query_id = ?1`);
    statements.push(`${each.join(" UNION ALL ")} ORDER BY seq`);
  }
  return statements;
};

/** Such statements, remembered while the tables stay the same: a month of tables one by one costs more than ranking. */
export class LookUps {
  #tables: readonly string[] = [];
  readonly #byFirst = new Map<number, readonly string[]>();

  /** @param tables all there are, oldest first; a new array when they have changed */
  since(time: number, tables: readonly string[]): readonly string[] {
    if (this.#tables !== tables) {
      this.#tables = tables;
      this.#byFirst.clear();
    }
    const first = tables.findIndex((table) => endOf(table) > time);
    const known = this.#byFirst.get(first);
    if (known) return known;
    const statements = first === -1 ? [] : lookUpsIn(tables.slice(first));
    this.#byFirst.set(first, statements);
    return statements;
  }
}
