import type { EventStretch } from "@nextmove/engine";
import type { LoggedVisits } from "../../../protocol/catalog/replicas.ts";

interface Row extends Record<string, SqlStorageValue> {
  seq: number;
  body: string;
}

const visitsOf = ({ seq, body }: Row): LoggedVisits => ({ seq, visits: JSON.parse(body) });

/**
 * What visitors did, as the Catalogs of a case tell each other. The first's log holds what all of them
 * recorded, in the order in which it heard of it; a replica's what itself recorded and still has to tell.
 * Whoever learned a stretch of the log notes so with what it learned, so each stretch is learned once.
 */
export class SharedVisits {
  readonly #sql: SqlStorage;
  readonly #own: number;
  #lastSeq: number;
  #stored: number;
  /** Up to where the first's log is in what this Catalog knows. */
  taken: number;

  /** @param own number of the replica that this is; 0: the first */
  constructor(sql: SqlStorage, own: number) {
    this.#sql = sql;
    this.#own = own;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS shared_visits (seq INTEGER PRIMARY KEY, replica INTEGER NOT NULL, body TEXT NOT NULL)",
    );
    sql.exec(
      "CREATE TABLE IF NOT EXISTS shared_taken (id INTEGER PRIMARY KEY, seq INTEGER NOT NULL)",
    );
    const last = sql
      .exec<{ seq: number | null }>("SELECT max(seq) AS seq FROM shared_visits")
      .one();
    this.#lastSeq = last.seq ?? 0;
    const [taken] = sql.exec<{ seq: number }>("SELECT seq FROM shared_taken").toArray();
    this.taken = taken?.seq ?? 0;
    this.#stored = this.taken;
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** The first that is kept. */
  get firstSeq(): number {
    const { seq } = this.#sql
      .exec<{ seq: number | null }>("SELECT min(seq) AS seq FROM shared_visits")
      .one();
    return seq ?? 0;
  }

  /** What others recorded and is not among what was stored here. */
  untaken(): EventStretch[] {
    return this.after(this.taken, this.#own, Number.MAX_SAFE_INTEGER).map(({ visits }) => visits);
  }

  /** Notes what was recorded here, in the transaction that stores it; and how far all was taken. */
  save(recorded: readonly EventStretch[]): void {
    for (const visits of recorded) this.#append(this.#own, visits);
    if (this.#own === 0) this.taken = this.#lastSeq;
    if (this.taken === this.#stored) return;
    this.#stored = this.taken;
    this.#sql.exec(
      "INSERT INTO shared_taken (id, seq) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET seq = ?1",
      this.taken,
    );
  }

  /** Notes what a replica recorded. */
  hear(replica: number, visits: EventStretch): void {
    this.#append(replica, visits);
  }

  /** What all but one recorded after `seq`, oldest first. */
  after(seq: number, butOf: number, limit: number): LoggedVisits[] {
    return this.#sql
      .exec<Row>(
        "SELECT seq, body FROM shared_visits WHERE seq > ? AND replica <> ? ORDER BY seq LIMIT ?",
        seq,
        butOf,
        limit,
      )
      .toArray()
      .map(visitsOf);
  }

  /** What was recorded here and not told yet. */
  untold(limit: number): LoggedVisits[] {
    return this.#sql
      .exec<Row>("SELECT seq, body FROM shared_visits ORDER BY seq LIMIT ?", limit)
      .toArray()
      .map(visitsOf);
  }

  /** Forgets what nobody needs any more. The last one stays: no number is used twice. */
  forgetUpTo(seq: number): void {
    this.#sql.exec("DELETE FROM shared_visits WHERE seq <= ? AND seq < ?", seq, this.#lastSeq);
  }

  #append(replica: number, visits: EventStretch): void {
    this.#lastSeq += 1;
    this.#sql.exec(
      "INSERT INTO shared_visits (seq, replica, body) VALUES (?, ?, ?)",
      this.#lastSeq,
      replica,
      JSON.stringify(visits),
    );
  }
}
