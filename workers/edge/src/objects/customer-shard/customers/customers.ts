import type { ConsumerProfile, Delivery, StoredEnvelope, VisitState } from "@nextmove/contract";
import type { ForgettingPlace } from "../../../protocol/customer-shard/stub.ts";
import { type Checkpoint, CustomerStorage, type Placed } from "./customer-storage.ts";
import { addDelivery, NO_DELIVERY } from "../../../protocol/customer-shard/delivery.ts";
import { stateOf } from "./visit-state.ts";
import { newVisitor, receive } from "./visitor.ts";
import type { Envelope } from "../../../protocol/customer-shard/envelope.ts";

const DAY_MS = 86_400_000;
/** How long what visitors did is kept: a season of a shop, as Google Analytics' shortest but one. */
const HISTORY_MS = 90 * DAY_MS;
/** Envelopes kept of one consumer: months of visits; a script's would have no end. */
const CONSUMER_LIMIT_ENVELOPES = 400;
/** Deleted at once when there are more, so that not every envelope pays for it. */
const CONSUMER_EXCESS_ENVELOPES = 40;
/** History kept in one shard, of the 10 GB that an object holds; when there is more the oldest goes. */
const SHARD_LIMIT_BYTES = 6e9;
/** The sums are stored as often; what came since is counted again when the object wakes. */
const CHECKPOINT_ENVELOPES = 200;
/** Entries, or visitors, that one round of forgetting looks at. */
const FORGET_LIMIT_ENTRIES = 500;
const PAGE_ENVELOPES = 50;

/** A page of what is known of a consumer. */
export interface ConsumerPage {
  profile: ConsumerProfile;
  history: StoredEnvelope[];
  /** Where the next page begins; null when this is the last. */
  before: number | null;
}

/**
 * The consumers of a shard with their history, and what became of what their browsers reported.
 * Everything here is synchronous: what one call does is one transaction.
 */
export class Customers {
  readonly #storage: CustomerStorage;
  readonly #limitBytes: number;
  #last: number;
  #checkpointAt: number;
  #bytes: number;
  readonly #delivery: Map<string, Delivery>;
  #oldestAt: number | null;

  constructor(sql: SqlStorage, limitBytes = SHARD_LIMIT_BYTES) {
    this.#limitBytes = limitBytes;
    this.#storage = new CustomerStorage(sql);
    const { counted, bytes, delivery } = this.#storage.readCheckpoint();
    this.#last = counted;
    this.#checkpointAt = counted;
    this.#bytes = bytes;
    this.#delivery = new Map(Object.entries(delivery));
    for (const placed of this.#storage.after(counted)) this.#count(placed);
    this.#oldestAt = this.#storage.oldest(1)[0]?.at ?? null;
  }

  /** Rows written since the object woke. */
  get rowsWritten(): number {
    return this.#storage.rowsWritten;
  }

  /** When the oldest entry has to be forgotten, or null. */
  get forgetAt(): number | null {
    return this.#oldestAt === null ? null : this.#oldestAt + HISTORY_MS;
  }

  /** Takes an envelope; which of its events were new. */
  receive(envelope: Envelope, now: number): number[] {
    const { consumer } = envelope;
    const before = this.#storage.readVisitor(consumer) ?? newVisitor(now);
    const received = receive(before, envelope, now);
    if (!received) return [];
    const { visitor, stored, change } = received;
    if (!stored) {
      this.#storage.writeVisitor(consumer, visitor);
      return [];
    }
    const n = this.#last + 1;
    const entry = { envelope: stored, change };
    const bytes = this.#storage.append(n, consumer, entry);
    this.#count({ n, bytes, ...entry });
    this.#oldestAt ??= stored.at;
    const all = [...visitor.envelopes, n];
    const excess =
      all.length > CONSUMER_LIMIT_ENVELOPES ? all.slice(0, CONSUMER_EXCESS_ENVELOPES) : [];
    this.#storage.writeVisitor(consumer, { ...visitor, envelopes: all.slice(excess.length) });
    if (excess.length > 0) this.#delete(excess);
    if (n - this.#checkpointAt >= CHECKPOINT_ENVELOPES) this.#checkpoint();
    if (this.#bytes > this.#limitBytes) this.#forgetOldest(Number.POSITIVE_INFINITY);
    return stored.events.map(({ seq }) => seq);
  }

  /** What is known of the visits of these consumers; nothing for unknown ones. */
  states(consumers: readonly string[]): VisitState[] {
    return consumers.map((consumer) => {
      const visitor = this.#storage.readVisitor(consumer);
      return visitor ? stateOf(visitor.visit) : {};
    });
  }

  /** What is known of a consumer, newest first; null if unknown. */
  page(consumer: string, before: number): ConsumerPage | null {
    const visitor = this.#storage.readVisitor(consumer);
    if (!visitor) return null;
    const older = visitor.envelopes.filter((n) => n < before);
    const numbers = older.slice(-PAGE_ENVELOPES);
    const { aliases, session, visit, firstSeenAt, lastSeenAt } = visitor;
    return {
      profile: {
        consumer_id: consumer,
        aliases,
        ...(session ? { session } : {}),
        state: stateOf(visit),
        first_seen_at: firstSeenAt,
        last_seen_at: lastSeenAt,
      },
      history: this.#storage.entries(numbers).map(({ envelope }) => envelope),
      before: older.length > numbers.length ? (numbers[0] ?? null) : null,
    };
  }

  /** Forgets a consumer; what was counted stays counted. */
  erase(consumer: string): void {
    const visitor = this.#storage.readVisitor(consumer);
    if (!visitor) return;
    this.#storage.deleteVisitor(consumer);
    this.#delete(visitor.envelopes);
  }

  /** What became of the events of a case. */
  delivery(caseId: string): Delivery {
    return this.#delivery.get(caseId) ?? NO_DELIVERY;
  }

  /**
   * Forgets what was reported to a case, a page at a time: a shard may hold gigabytes.
   *
   * @returns where to go on, or null at the end
   */
  forgetCase(caseId: string, place: ForgettingPlace): ForgettingPlace | null {
    // At each page: meanwhile the case may have been reported to, or the object begun anew.
    this.#delivery.delete(caseId);
    if ("visitorsAfter" in place) {
      const next = this.#storage.deleteLedgers(caseId, place.visitorsAfter, FORGET_LIMIT_ENTRIES);
      return next === null ? { entriesAfter: 0 } : { visitorsAfter: next };
    }
    const { entries, next } = this.#storage.entriesOfCase(
      caseId,
      place.entriesAfter,
      FORGET_LIMIT_ENTRIES,
    );
    const numbers = new Set(entries.map(({ n }) => n));
    for (const consumer of new Set(entries.map((entry) => entry.consumer))) {
      this.#keepOnly(consumer, (n) => !numbers.has(n), caseId);
    }
    this.#delete([...numbers]);
    return next === null ? null : { entriesAfter: next };
  }

  /** Forgets some of what is too old, at most one round. */
  forget(now: number): void {
    if (this.forgetAt !== null && this.forgetAt <= now) this.#forgetOldest(now - HISTORY_MS);
  }

  #count({ n, bytes, envelope, change }: Placed): void {
    const before = this.#delivery.get(envelope.case_id) ?? NO_DELIVERY;
    this.#delivery.set(envelope.case_id, addDelivery(before, change));
    this.#bytes += bytes;
    this.#last = n;
  }

  #checkpoint(): void {
    const checkpoint: Checkpoint = {
      counted: this.#last,
      bytes: this.#bytes,
      delivery: Object.fromEntries(this.#delivery),
    };
    this.#storage.writeCheckpoint(checkpoint);
    this.#checkpointAt = this.#last;
  }

  #delete(numbers: readonly number[]): void {
    this.#bytes -= this.#storage.deleteEntries(numbers);
    this.#oldestAt = this.#storage.oldest(1)[0]?.at ?? null;
    // What is deleted cannot be counted again.
    this.#checkpoint();
  }

  /** Deletes the oldest entries up to a time, and the consumers of whom nothing else is kept. */
  #forgetOldest(until: number): void {
    const old = this.#storage.oldest(FORGET_LIMIT_ENTRIES).filter(({ at }) => at <= until);
    const last = old.at(-1)?.n ?? 0;
    for (const consumer of new Set(old.map((entry) => entry.consumer))) {
      this.#keepOnly(consumer, (n) => n > last);
    }
    this.#delete(old.map(({ n }) => n));
  }

  /** A consumer of whom nothing is kept is forgotten: forgetting goes by what is kept. */
  #keepOnly(consumer: string, isKept: (n: number) => boolean, forgottenCase?: string): void {
    const visitor = this.#storage.readVisitor(consumer);
    const kept = visitor?.envelopes.filter(isKept) ?? [];
    if (visitor && kept.length > 0) {
      const ledgers = new Map([...visitor.ledgers].filter(([id]) => id !== forgottenCase));
      this.#storage.writeVisitor(consumer, { ...visitor, ledgers, envelopes: kept });
    } else this.#storage.deleteVisitor(consumer);
  }
}
