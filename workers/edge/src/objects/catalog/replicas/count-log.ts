import type { ItemCounts } from "@nextmove/engine";
import type { LoggedCounts } from "./protocol.ts";

interface Row extends Record<string, SqlStorageValue> {
  seq: number;
  body: string;
}

const countsOf = ({ seq, body }: Row): LoggedCounts => ({ seq, counts: JSON.parse(body) });

/**
 * What the Catalogs of a case counted, for the others to add. The first's log holds what all of them
 * counted, in the order in which it heard of it; a replica's what itself counted and still has to tell.
 * Whoever learned a stretch of the log notes so with what it learned, so each stretch is learned once.
 */
export class CountLog {
  readonly #sql: SqlStorage;
  readonly #own: number;
  #lastSeq: number;
  #stored: number;
  /** Up to where the first's log is in this Catalog's counts. */
  taken: number;

  /** @param own number of the replica that this is; 0: the first */
  constructor(sql: SqlStorage, own: number) {
    this.#sql = sql;
    this.#own = own;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS counted (seq INTEGER PRIMARY KEY, replica INTEGER NOT NULL, body TEXT NOT NULL)",
    );
    sql.exec(
      "CREATE TABLE IF NOT EXISTS counts_taken (id INTEGER PRIMARY KEY, seq INTEGER NOT NULL)",
    );
    const last = sql.exec<{ seq: number | null }>("SELECT max(seq) AS seq FROM counted").one();
    this.#lastSeq = last.seq ?? 0;
    const [taken] = sql.exec<{ seq: number }>("SELECT seq FROM counts_taken").toArray();
    this.taken = taken?.seq ?? 0;
    this.#stored = this.taken;
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** The first that is kept. */
  get firstSeq(): number {
    const { seq } = this.#sql
      .exec<{ seq: number | null }>("SELECT min(seq) AS seq FROM counted")
      .one();
    return seq ?? 0;
  }

  /** What others counted and is not among what was stored of this Catalog's counts. */
  untaken(): ItemCounts[] {
    return this.after(this.taken, this.#own, Number.MAX_SAFE_INTEGER).map(({ counts }) => counts);
  }

  /** Notes what was counted here, to be stored in the same transaction; and how far all was taken. */
  save(counted: readonly ItemCounts[]): void {
    for (const counts of counted) this.#append(this.#own, counts);
    if (this.#own === 0) this.taken = this.#lastSeq;
    if (this.taken === this.#stored) return;
    this.#stored = this.taken;
    this.#sql.exec(
      "INSERT INTO counts_taken (id, seq) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET seq = ?1",
      this.taken,
    );
  }

  /** Notes what a replica counted. */
  hear(replica: number, counts: ItemCounts): void {
    this.#append(replica, counts);
  }

  /** What all but one counted after `seq`, oldest first. */
  after(seq: number, butOf: number, limit: number): LoggedCounts[] {
    return this.#sql
      .exec<Row>(
        "SELECT seq, body FROM counted WHERE seq > ? AND replica <> ? ORDER BY seq LIMIT ?",
        seq,
        butOf,
        limit,
      )
      .toArray()
      .map(countsOf);
  }

  /** What was counted here and not told yet. */
  untold(limit: number): LoggedCounts[] {
    return this.#sql
      .exec<Row>("SELECT seq, body FROM counted ORDER BY seq LIMIT ?", limit)
      .toArray()
      .map(countsOf);
  }

  /** Forgets what nobody needs any more. The last one stays: no number is used twice. */
  forgetUpTo(seq: number): void {
    this.#sql.exec("DELETE FROM counted WHERE seq <= ? AND seq < ?", seq, this.#lastSeq);
  }

  #append(replica: number, counts: ItemCounts): void {
    this.#lastSeq += 1;
    this.#sql.exec(
      "INSERT INTO counted (seq, replica, body) VALUES (?, ?, ?)",
      this.#lastSeq,
      replica,
      JSON.stringify(counts),
    );
  }
}
