import type { Delivery, DropReason } from "@nextmove/contract";
import { addDelivery, NO_DELIVERY } from "../../../protocol/customer-shard/delivery.ts";
import {
  above,
  has,
  type Intervals,
  intervalsOf,
  sizeOf,
  union,
  upTo,
  without,
} from "./intervals.ts";

/**
 * What a tab reported to a case, by number. Exact whatever the order, split and repetition of its
 * envelopes, as long as no more than `STRETCHES_LIMIT` stretches stand apart.
 */
export interface Ledger {
  /** When the tab was last heard of, ms. */
  at: number;
  /** Up to here all is settled: it was counted, and what still comes changes nothing. */
  floor: number;
  settled: Delivery;
  /** Numbers above the floor. */
  received: Intervals;
  dropped: Partial<Record<DropReason, Intervals>>;
}

/** An honest tab has gaps where envelopes overtake each other: a few. */
const STRETCHES_LIMIT = 32;

export const newLedger = (at: number): Ledger => ({
  at,
  floor: 0,
  settled: NO_DELIVERY,
  received: [],
  dropped: {},
});

const reasonsOf = ({ dropped }: Pick<Ledger, "dropped">) =>
  Object.entries(dropped) as [DropReason, Intervals][];

/** Whether nothing is new about a number: it was received, or settled. */
export const knows = (ledger: Ledger, seq: number): boolean =>
  seq <= ledger.floor || has(ledger.received, seq);

const unionOf = (sets: readonly Intervals[]): Intervals => sets.reduce(union, []);

/** What is above the floor, counted; missing is what nobody accounts for up to `highest`. */
const counted = (ledger: Ledger, highest: number): Delivery => {
  const { received, floor } = ledger;
  const lost = reasonsOf(ledger).map(
    // What came after all was not lost.
    ([reason, seqs]) => [reason, without(seqs, received)] as const,
  );
  const known = unionOf([received, ...lost.map(([, seqs]) => seqs)]);
  return {
    received: sizeOf(received),
    missing: highest - floor - sizeOf(upTo(known, highest)),
    dropped: Object.fromEntries(
      lost.flatMap(([reason, seqs]) => (seqs.length > 0 ? [[reason, sizeOf(seqs)]] : [])),
    ),
  };
};

/** What became of the events of a tab. */
export const deliveryOf = (ledger: Ledger): Delivery =>
  addDelivery(ledger.settled, counted(ledger, ledger.received.at(-1)?.[1] ?? ledger.floor));

const mapped = (ledger: Ledger, pick: (seqs: Intervals) => Intervals): Ledger => ({
  ...ledger,
  received: pick(ledger.received),
  dropped: Object.fromEntries(
    reasonsOf(ledger).flatMap(([reason, seqs]) => {
      const picked = pick(seqs);
      return picked.length > 0 ? [[reason, picked]] : [];
    }),
  ),
});

/** Settles what is at the bottom, so that a ledger stays small whatever a browser makes up. */
const bounded = (ledger: Ledger): Ledger => {
  const sets = [ledger.received, ...reasonsOf(ledger).map(([, seqs]) => seqs)];
  const ends = sets.flatMap((seqs) => seqs.map(([, to]) => to)).sort((a, b) => a - b);
  const floor = ends.at(-STRETCHES_LIMIT - 1);
  if (floor === undefined) return ledger;
  const bottom = mapped(ledger, (seqs) => upTo(seqs, floor));
  return {
    ...mapped(ledger, (seqs) => above(seqs, floor)),
    floor,
    settled: addDelivery(ledger.settled, counted(bottom, floor)),
  };
};

/** Takes note of what an envelope brought. The first reason that a number was dropped for stands. */
export const note = (
  ledger: Ledger,
  received: readonly number[],
  dropped: readonly { seq: number; reason: DropReason }[],
  at: number,
): Ledger => {
  const known = unionOf(reasonsOf(ledger).map(([, seqs]) => seqs));
  const next: Ledger["dropped"] = { ...ledger.dropped };
  const fresh = dropped.filter(({ seq }) => seq > ledger.floor && !has(known, seq));
  const once = new Map(fresh.toReversed().map(({ seq, reason }) => [seq, reason]));
  for (const [reason, group] of Map.groupBy(once, ([, reason]) => reason)) {
    next[reason] = union(next[reason] ?? [], intervalsOf(group.map(([seq]) => seq)));
  }
  return bounded({
    ...ledger,
    at,
    received: union(ledger.received, above(intervalsOf(received), ledger.floor)),
    dropped: next,
  });
};
