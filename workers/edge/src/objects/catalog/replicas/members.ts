import type { FeedPlace } from "../../../protocol/catalog/replicas.ts";

/** A replica, as the first Catalog knows it: it joins before it holds anything. */
interface Member {
  incarnation: string;
  /** Last of what it recorded that was taken. */
  heard: number;
  /** Up to where it has taken the log of visits: what is after that is kept for it. */
  taken: number;
  feed: FeedPlace;
  isReady: boolean;
}

/** The replicas of a case, by number. One row each. */
export class Members {
  readonly #sql: SqlStorage;
  readonly #known: Map<number, Member>;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS replica (number INTEGER PRIMARY KEY, body TEXT NOT NULL)");
    const rows = sql.exec<{ number: number; body: string }>("SELECT number, body FROM replica");
    this.#known = new Map(rows.toArray().map(({ number, body }) => [number, JSON.parse(body)]));
  }

  get numbers(): number[] {
    return [...this.#known.keys()];
  }

  get all(): [number: number, member: Member][] {
    return [...this.#known];
  }

  of(number: number): Member | undefined {
    return this.#known.get(number);
  }

  write(number: number, member: Member): void {
    const body = JSON.stringify(member);
    if (JSON.stringify(this.#known.get(number)) === body) return;
    this.#known.set(number, member);
    this.#sql.exec(
      "INSERT INTO replica (number, body) VALUES (?1, ?2) ON CONFLICT (number) DO UPDATE SET body = ?2",
      number,
      body,
    );
  }

  delete(number: number): void {
    if (!this.#known.delete(number)) return;
    this.#sql.exec("DELETE FROM replica WHERE number = ?", number);
  }
}
