import { FailureStreak } from "../failure-streak.ts";
import { SingleFlight } from "../single-flight.ts";

/** Entries read and handed over at once: below a megabyte of bodies as a rule. */
const PAGE_ENTRIES = 200;
/** Pages a receiver gets in one go: what is behind by more goes on at the next, and alarms stay short. */
const PAGES_PER_RUN = 50;
/** Between two runs while something waits: events of two seconds travel together. */
const RUN_AFTER_MS = 2_000;
/** Between tries while a receiver fails. */
const WAITS = { stepMs: 2_000, longestMs: 60_000 };

/** A log that is read by its numbers, which count up by one. */
export interface SourceLog<Entry extends { seq: number }> {
  readonly lastSeq: number;
  /** At most `limit` entries after `seq`, oldest first. */
  after(seq: number, limit: number): Entry[];
  /** The last entry stored at `time` (ms) or before; 0 when there is none. */
  lastUntil(time: number): number;
  /** How many entries after `seq` have been dropped from it. */
  droppedAfter(seq: number): number;
}

/** A stretch of the log, in order. */
export interface Page<Entry> {
  entries: Entry[];
  toSeq: number;
  /** Entries before this stretch that were dropped before the receiver took them. */
  lost: number;
}

/** Whether a receiver has stored a page, or when it may have room for it. */
export type Taken = { ok: true } | { ok: false; retryAfterMs: number };

/** What a log's entries are handed to: a sink, a ledger. It keeps what it takes; the cursor then moves. */
export interface Receiver<Entry> {
  /** Its name among the log's receivers. */
  readonly id: string;
  /** Tells it from an earlier receiver of the same name: it begins anew. */
  readonly incarnation: number;
  /** It gets what was stored after this time, ms; -1 for everything. */
  readonly since: number;
  /** And until this time, ms; undefined: for good. Once it has all of that it gets nothing more. */
  readonly until?: number;
  /** It gets nothing for now; its place in the log is kept. */
  readonly paused: boolean;
  /** May be given the same page again, also cut differently. */
  take(page: Page<Entry>): Promise<Taken>;
}

interface Place extends Record<string, SqlStorageValue> {
  receiver: string;
  incarnation: number;
  seq: number;
  lost: number;
}

interface Deps<Entry extends { seq: number }> {
  sql: SqlStorage;
  log: SourceLog<Entry>;
  receivers(now: number): Promise<Receiver<Entry>[]>;
}

/** Number of the last entry that a receiver gets; infinite while there may be more. */
const endOf = (
  { until = Number.POSITIVE_INFINITY }: { readonly until?: number },
  log: Pick<SourceLog<{ seq: number }>, "lastUntil">,
  now: number,
): number => (now > until ? log.lastUntil(until) : Number.POSITIVE_INFINITY);

/**
 * The places up to which a log's receivers have it. A place moves only after its receiver has stored,
 * so everything reaches it at least once, in the log's order. One row written per page and receiver.
 */
export class Cursors<Entry extends { seq: number }> {
  readonly #deps: Deps<Entry>;
  readonly #places = new Map<string, Place>();
  readonly #paused = new Set<string>();
  /** Receivers that have all they are to get: the log need not wait for them. */
  readonly #done = new Set<string>();
  readonly #failures = new Map<string, FailureStreak>();
  #ranAt = 0;
  /** There may be new receivers, which have no place yet. */
  #isOutdated = false;
  readonly #runs = new SingleFlight();

  constructor(deps: Deps<Entry>) {
    this.#deps = deps;
    deps.sql.exec(
      "CREATE TABLE IF NOT EXISTS cursor (receiver TEXT PRIMARY KEY, incarnation INTEGER NOT NULL, seq INTEGER NOT NULL, lost INTEGER NOT NULL) WITHOUT ROWID",
    );
    for (const place of deps.sql.exec<Place>("SELECT * FROM cursor").toArray()) {
      this.#places.set(place.receiver, place);
    }
  }

  /** When the next entries are to be handed over; null when every receiver has all it is to get. */
  get dueAt(): number | null {
    const { lastSeq } = this.#deps.log;
    if (this.#isOutdated) return this.#ranAt + RUN_AFTER_MS;
    const dues = [...this.#places.values()]
      .filter(({ receiver, seq }) => seq < lastSeq && !this.#rests(receiver))
      .map(({ receiver }) =>
        Math.max(this.#ranAt + RUN_AFTER_MS, this.#failures.get(receiver)?.retryAt ?? 0),
      );
    return dues.length > 0 ? Math.min(...dues) : null;
  }

  /** The receivers have changed: a log at rest would not ask by itself. */
  askAgain(): void {
    this.#isOutdated = true;
  }

  /** Up to where every receiver has the log. */
  get heldAfter(): number {
    const waiting = [...this.#places.values()].filter(({ receiver }) => !this.#done.has(receiver));
    return Math.min(this.#deps.log.lastSeq, ...waiting.map(({ seq }) => seq));
  }

  /** Hands over what is new, to each receiver in order; at most one run at a time. */
  run(now: number): Promise<void> {
    return this.#runs.run(() => this.#handOver(now));
  }

  /** Resolves once nothing is being handed over. */
  idle(): Promise<void> {
    return this.#runs.idle();
  }

  async #handOver(now: number): Promise<void> {
    this.#ranAt = now;
    const receivers = await this.#deps.receivers(now);
    this.#isOutdated = false;
    const known = new Set(receivers.map(({ id }) => id));
    for (const id of [...this.#places.keys()].filter((place) => !known.has(place))) {
      this.#deps.sql.exec("DELETE FROM cursor WHERE receiver = ?", id);
      this.#places.delete(id);
    }
    this.#paused.clear();
    this.#done.clear();
    for (const { id, paused } of receivers) if (paused) this.#paused.add(id);
    await Promise.all(receivers.map((receiver) => this.#feed(receiver, now)));
  }

  async #feed(receiver: Receiver<Entry>, now: number): Promise<void> {
    const { log } = this.#deps;
    let place = this.#placeOf(receiver);
    const endSeq = endOf(receiver, log, now);
    if (place.seq >= endSeq) this.#done.add(receiver.id);
    if (this.#rests(receiver.id) || (this.#failures.get(receiver.id)?.retryAt ?? 0) > now) return;
    for (let pages = 0; pages < PAGES_PER_RUN; pages++) {
      const entries = log.after(place.seq, PAGE_ENTRIES);
      // Numbers at the end that no entry has any more (erased, dropped) are passed over: while they are
      // ahead, the next run is due.
      const toSeq = entries.at(-1)?.seq ?? log.lastSeq;
      if (toSeq <= place.seq) break;
      // A receiver that asked for everything that is left has not lost what was dropped before.
      const isNew = receiver.since < 0 && place.seq === 0;
      const lost = place.lost + (isNew ? 0 : log.droppedAfter(place.seq));
      const taken = await receiver
        .take({ entries, toSeq, lost })
        .catch((error: unknown) => ({ ok: false as const, error }));
      if (!taken.ok) {
        this.#putOff(receiver.id, now, taken);
        return;
      }
      place = { ...place, seq: toSeq, lost };
      this.#write(place);
      if (toSeq >= endSeq) {
        this.#done.add(receiver.id);
        break;
      }
    }
    this.#failures.delete(receiver.id);
  }

  #rests(id: string): boolean {
    return this.#paused.has(id) || this.#done.has(id);
  }

  #placeOf({ id, incarnation, since }: Receiver<Entry>): Place {
    const known = this.#places.get(id);
    if (known?.incarnation === incarnation) return known;
    const seq = since < 0 ? 0 : this.#deps.log.lastUntil(since);
    const place = { receiver: id, incarnation, seq, lost: 0 };
    this.#write(place);
    return place;
  }

  #write(place: Place): void {
    this.#places.set(place.receiver, place);
    this.#deps.sql.exec(
      "INSERT INTO cursor (receiver, incarnation, seq, lost) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (receiver) DO UPDATE SET incarnation = ?2, seq = ?3, lost = ?4",
      place.receiver,
      place.incarnation,
      place.seq,
      place.lost,
    );
  }

  #putOff(id: string, now: number, why: { error: unknown } | { retryAfterMs: number }): void {
    const failures = this.#failures.get(id) ?? new FailureStreak(WAITS);
    this.#failures.set(id, failures);
    if ("error" in why) failures.failed(now, why.error);
    else failures.failed(now, "it has no room", why.retryAfterMs);
  }
}
