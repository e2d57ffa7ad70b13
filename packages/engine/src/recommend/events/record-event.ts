import { hash32 } from "../../random/hash.ts";
import { placeOf } from "../mixture/candidates.ts";
import { markAllChanged, markChanged, takeNumber } from "../state/item-numbers.ts";
import { learnNext, stageOf } from "../mixture/mixture.ts";
import { addPopularity } from "../parts/popularity.ts";
import { proposeNext } from "../proposing/propose-next.ts";
import type { OpenSession, Recommender } from "../state/recommender.ts";
import type { SessionLog } from "../log/session-log.ts";
import { appendEvent, isHeld, itemOf, nextInSession, sessionOf } from "../log/session-log.ts";

/** What a visitor did with an item. */
export interface ItemEvent {
  /** The visitor or session, as the shop names it. */
  readonly visitor: string;
  readonly item: string;
  readonly kind: "view" | "basket" | "purchase";
  /** Server time in milliseconds. */
  readonly at: number;
}

/** Items of a session that are looked at, the latest. */
export const MOST_SESSION_ITEMS = 50;
/** Sessions that the mixture learns from first one by one, then one event in this many: the mixture has few numbers. */
const FIRST_STEPS = 1000;
const LEARN_ONE_IN = 32;
/** Visitors whose session is still open, beyond which the longest silent begins a new one. */
const MOST_OPEN = 20_000;

/**
 * Learns from an event at once: popularity, rules, neighbours, and how much each of them counts.
 * False when the item is not known and there is no room for another.
 */
export function recordEvent(recommender: Recommender, event: ItemEvent): boolean {
  const item = takeNumber(recommender, event.item);
  if (item === undefined) return false;
  const { kind, at } = event;
  const visitor = hash32(event.visitor);
  const open = openSession(recommender, visitor, kind, at);
  if (kind === "view" && open.event !== 0) learnFrom(recommender, open.event, item, at);
  append(recommender, open, item, kind, at);
  return true;
}

/**
 * Takes up an event that another recommender of the same shop has recorded, with the visitor as a hash. How much
 * the parts count is learned by each from its own visitors alone: that costs a list, the rest next to nothing.
 */
export function repeatEvent(
  recommender: Recommender,
  { visitor, item: id, kind, at }: Omit<ItemEvent, "visitor"> & { readonly visitor: number },
): void {
  const item = takeNumber(recommender, id);
  if (item === undefined) return;
  append(recommender, openSession(recommender, visitor, kind, at), item, kind, at);
}

/** The latest items of a session in a log, the latest last. */
export function itemsOfSession(log: SessionLog, anyEvent: number): number[] {
  const items: number[] = [];
  const first = sessionOf(log, anyEvent);
  for (let e = isHeld(log, first) ? first : 0; e !== 0; e = nextInSession(log, e)) {
    items.push(itemOf(log, e));
    if (items.length >= 2 * MOST_SESSION_ITEMS) items.splice(0, MOST_SESSION_ITEMS);
  }
  return items.slice(-MOST_SESSION_ITEMS);
}

function append(
  recommender: Recommender,
  open: OpenSession,
  item: number,
  kind: ItemEvent["kind"],
  at: number,
): void {
  const log = kind === "view" ? recommender.views : recommender.purchases;
  open.event = appendEvent(log, item, open.event);
  if (addPopularity(recommender.popularity, item, at)) markAllChanged(recommender);
  else markChanged(recommender, item);
}

function openSession(
  { openViews, openPurchases, options: { idleMs } }: Recommender,
  visitor: number,
  kind: ItemEvent["kind"],
  at: number,
): OpenSession {
  const open = kind === "view" ? openViews : openPurchases;
  const known = open.get(visitor);
  if (known !== undefined) {
    if (at - known.at > idleMs) known.event = 0;
    known.at = at;
    return known;
  }
  if (open.size >= MOST_OPEN) closeSome(open, at - idleMs);
  const session = { event: 0, at };
  open.set(visitor, session);
  return session;
}

/** Closes the silent sessions, and if that is less than half of all, the longest silent half. */
function closeSome(open: Map<number, OpenSession>, silentSince: number): void {
  const times = Float64Array.from(open.values(), ({ at }) => at).sort();
  const bar = Math.max(silentSince, times[times.length >>> 1] ?? 0);
  for (const [visitor, { at }] of open) if (at <= bar) open.delete(visitor);
}

function learnFrom(recommender: Recommender, last: number, next: number, now: number): void {
  const { mixture, views } = recommender;
  // A multiplicative hash, not a remainder: visits may come in rhythms.
  const drawn = Math.imul(views.newest, 0x9e3779b1) >>> 0 < 2 ** 32 / LEARN_ONE_IN;
  if (mixture.steps >= FIRST_STEPS && !drawn) return;
  const session = { items: itemsOfSession(views, last), own: sessionOf(views, last) };
  const candidates = proposeNext(recommender, session, now);
  const place = placeOf(candidates, next);
  if (place < 0) return;
  const stage = stageOf(new Set(session.items).size);
  learnNext(mixture, stage, candidates, place);
}
