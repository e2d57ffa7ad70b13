import type { Target } from "./target.ts";

/** A target, and how far it has come there. */
export interface Step {
  n: number;
  target: Target;
  /** As the last answer said; empty at first. */
  place: string;
}

/** The erasures under way: a row for each object that is still to be asked, in the order of asking. */
export class ErasingBook {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS erasing (consumer TEXT NOT NULL, n INTEGER NOT NULL, target TEXT NOT NULL, place TEXT NOT NULL, PRIMARY KEY (consumer, n)) WITHOUT ROWID",
    );
  }

  begin(consumer: string, targets: readonly Target[]): void {
    for (const [n, target] of targets.entries()) {
      this.#sql.exec(
        "INSERT OR IGNORE INTO erasing (consumer, n, target, place) VALUES (?, ?, ?, '')",
        consumer,
        n,
        JSON.stringify(target),
      );
    }
  }

  /** The next consumer whose erasure is under way, in some order. @param consumer empty for the first */
  after(consumer: string): string | undefined {
    return this.#sql
      .exec<{ consumer: string }>(
        "SELECT consumer FROM erasing WHERE consumer > ? LIMIT 1",
        consumer,
      )
      .toArray()
      .at(0)?.consumer;
  }

  isUnderWay(consumer: string): boolean {
    return this.next(consumer, 1).length > 0;
  }

  /** What is to be asked next. */
  next(consumer: string, limit: number): Step[] {
    return this.#sql
      .exec<{ n: number; target: string; place: string }>(
        "SELECT n, target, place FROM erasing WHERE consumer = ? ORDER BY n LIMIT ?",
        consumer,
        limit,
      )
      .toArray()
      .map(({ n, target, place }) => ({ n, target: JSON.parse(target) as Target, place }));
  }

  /** @param place where to go on; null: nothing is left there */
  note(consumer: string, n: number, place: string | null): void {
    if (place === null) {
      this.#sql.exec("DELETE FROM erasing WHERE consumer = ? AND n = ?", consumer, n);
    } else {
      this.#sql.exec(
        "UPDATE erasing SET place = ? WHERE consumer = ? AND n = ?",
        place,
        consumer,
        n,
      );
    }
  }
}
