import type { Rejection } from "../../../protocol/test-cycle-shard/reject.ts";

/**
 * What is kept of an object's: enough to see what a client does wrong. Servers and pages have this many each:
 * anybody can send what is wrong under a page's key.
 */
const KEPT_EVENTS = 100;
const KEPT_MS = 30 * 86_400_000;

/** One as it is shown. */
export type KeptRejection = Omit<Rejection, "visitor">;

/** Events that were rejected: how many, and the latest. */
export class RejectionBook {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS rejection (n INTEGER PRIMARY KEY, visitor TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL)",
    );
    sql.exec(
      "CREATE TABLE IF NOT EXISTS rejection_count (id INTEGER PRIMARY KEY, count INTEGER NOT NULL)",
    );
  }

  note(rejections: readonly Rejection[]): void {
    for (const [byPage, group] of Map.groupBy(rejections, (rejection) => rejection.byPage)) {
      for (const rejection of group.slice(-KEPT_EVENTS)) this.#insert(rejection);
      this.#sql.exec(
        "DELETE FROM rejection WHERE n IN (SELECT n FROM rejection WHERE body ->> 'byPage' = ? ORDER BY n DESC LIMIT -1 OFFSET ?)",
        Number(byPage),
        KEPT_EVENTS,
      );
    }
    this.#sql.exec(
      "INSERT INTO rejection_count (id, count) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET count = count + ?1",
      rejections.length,
    );
  }

  #insert({ visitor, at, ...said }: Rejection): void {
    this.#sql.exec(
      "INSERT INTO rejection (visitor, at, body) VALUES (?, ?, ?)",
      visitor,
      at,
      JSON.stringify(said),
    );
  }

  get count(): number {
    const [row] = this.#sql.exec<{ count: number }>("SELECT count FROM rejection_count").toArray();
    return row?.count ?? 0;
  }

  /** Of a visitor, or of all; the latest first. */
  latest(visitor?: string): KeptRejection[] {
    return this.#sql
      .exec<{ at: number; body: string }>(
        "SELECT at, body FROM rejection WHERE ?1 IS NULL OR visitor = ?1 ORDER BY n DESC",
        visitor ?? null,
      )
      .toArray()
      .map(({ at, body }) => ({
        at,
        // `note` stringified it; the table has no other writer.
        ...(JSON.parse(body) as Omit<KeptRejection, "at">),
      }));
  }

  /** When the next one has to be forgotten, ms; null when there is none. */
  get forgetAt(): number | null {
    const { at } = this.#sql
      .exec<{ at: number | null }>("SELECT min(at) AS at FROM rejection")
      .one();
    return at === null ? null : at + KEPT_MS;
  }

  forget(now: number): void {
    this.#sql.exec("DELETE FROM rejection WHERE at <= ?", now - KEPT_MS);
  }

  erase(visitor: string): void {
    this.#sql.exec("DELETE FROM rejection WHERE visitor = ?", visitor);
  }
}
