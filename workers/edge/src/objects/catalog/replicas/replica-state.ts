import { type FeedPlace, NOTHING_TAKEN } from "../../../protocol/catalog/replicas.ts";

/** How far a replica is. */
interface State {
  /** Null: it is empty. */
  incarnation: string | null;
  /** It has taken over what the first had learned. */
  isCopied: boolean;
  feed: FeedPlace;
  /** It has taken over all, and answers by itself. */
  isReady: boolean;
}

const EMPTY: State = {
  incarnation: null,
  isCopied: false,
  feed: NOTHING_TAKEN,
  isReady: false,
};

/** That, as it is stored: one row. */
export class ReplicaState {
  readonly #sql: SqlStorage;
  #now: State;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS following (id INTEGER PRIMARY KEY, body TEXT NOT NULL)");
    const [row] = sql.exec<{ body: string }>("SELECT body FROM following").toArray();
    this.#now = row ? JSON.parse(row.body) : EMPTY;
  }

  get now(): Readonly<State> {
    return this.#now;
  }

  write(change: Partial<State>): void {
    this.#now = { ...this.#now, ...change };
    this.#sql.exec(
      "INSERT INTO following (id, body) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET body = ?1",
      JSON.stringify(this.#now),
    );
  }
}
