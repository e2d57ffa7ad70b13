import { endOf } from "./day-tables.ts";

/** Durable Objects take compound SELECTs of at most this many terms. */
const COMPOUND_LIMIT_TABLES = 5;

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
