const DAY_MS = 86_400_000;

/** Name of the table of what is stored at `at`, ms: one per UTC day, in the order of their names. */
const tableOf = (at: number): string =>
  `event_${new Date(at).toISOString().slice(0, 10).replaceAll("-", "")}`;

/** When the day of a table ends, ms. */
export const endOf = (table: string): number => {
  const [, year, month, day] = /^event_(\d{4})(\d{2})(\d{2})$/.exec(table) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day)) + DAY_MS;
};

const readTables = (sql: SqlStorage): string[] =>
  sql
    .exec<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE name GLOB 'event_[0-9]*' AND type = 'table'",
    )
    .toArray()
    .map(({ name }) => name)
    .sort();

/** Makes a table with its index: two rows are written per event. */
const createTable = (sql: SqlStorage, table: string): void => {
  sql.exec(
    `CREATE TABLE ${table} (seq INTEGER PRIMARY KEY, query_id TEXT NOT NULL, kind TEXT NOT NULL, dedupe_key TEXT NOT NULL, body TEXT NOT NULL)`,
  );
  sql.exec(`CREATE UNIQUE INDEX ${table}_once ON ${table} (query_id, kind, dedupe_key)`);
};

const lastSeqOf = (sql: SqlStorage, table: string): number | null =>
  sql.exec<{ seq: number | null }>(`SELECT max(seq) AS seq FROM ${table}`).one().seq;

/** A log's tables, one per UTC day. */
export class DayTables {
  readonly #sql: SqlStorage;
  #names: readonly string[];
  /** The one that is written to until its day ends. */
  #current = "";
  #currentDayEnd = 0;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#names = readTables(sql);
  }

  /** All there are, oldest first; a new array when they have changed. */
  get names(): readonly string[] {
    return this.#names;
  }

  /** When the oldest day ends, ms, or null when nothing is stored. */
  get oldestDayEnd(): number | null {
    const [oldest] = this.#names;
    return oldest ? endOf(oldest) : null;
  }

  /** The table for what comes at `at`, made if it is the first of its day. */
  take(at: number): string {
    const table = this.#nameAt(at);
    if (!this.#names.includes(table)) {
      createTable(this.#sql, table);
      this.#names = [...this.#names, table].sort();
    }
    return table;
  }

  /** Whether all that is stored is in the table for what comes at `at`. */
  isAllAt(at: number): boolean {
    return this.#names.every((table) => table === this.#nameAt(at));
  }

  /** Drops the days that ended before `time`, but nothing after event `upTo`. Says whether there were any. */
  dropBefore(time: number, upTo: number): boolean {
    const isDone = (table: string): boolean => (lastSeqOf(this.#sql, table) ?? 0) <= upTo;
    const old = this.#names.filter((table) => endOf(table) <= time && isDone(table));
    for (const table of old) this.#sql.exec(`DROP TABLE ${table}`);
    if (old.length > 0) this.#names = this.#names.filter((table) => !old.includes(table));
    return old.length > 0;
  }

  /** Number of the last event stored, or `floor` when that is higher. */
  lastSeq(floor: number): number {
    return Math.max(floor, ...this.#names.map((table) => lastSeqOf(this.#sql, table) ?? 0));
  }

  #nameAt(at: number): string {
    // A clock that went back must not put later events into an earlier table.
    if (at < this.#currentDayEnd && this.#current) return this.#current;
    const newest = this.#names.at(-1) ?? "";
    const today = tableOf(at);
    this.#current = today > newest ? today : newest;
    this.#currentDayEnd = endOf(this.#current);
    return this.#current;
  }
}
