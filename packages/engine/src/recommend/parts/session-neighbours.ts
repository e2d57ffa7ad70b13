import { MOST_SESSION_EVENTS } from "./association-rules.ts";
import { countIn, eventIn, sessionIn } from "../log/latest-events.ts";
import type { NeighbourTable } from "./neighbour-table.ts";
import {
  addLikeness,
  anchorAt,
  clearNeighbours,
  leastLikeness,
  neighbourAt,
} from "./neighbour-table.ts";
import type { Scores } from "../scores/scores.ts";
import { addScore } from "../scores/scores.ts";
import { followEvent, MOST_STEPS } from "./sequential-rules.ts";
import type { SessionLog } from "../log/session-log.ts";
import { isHeld, itemOf, latestEventsOf, nextInSession } from "../log/session-log.ts";

/** The same neighbours, read in several ways; which is worth what differs by shop. */
export interface NeighbourScores {
  /** Items near the one that is shared (STAN: Garg et al. 2019). */
  readonly near: Scores;
  /** Items after the one that is shared, the next ones most. */
  readonly after: Scores;
  /** As by `scoreAssociationRules`, of the visitor's latest item. */
  readonly associated: Scores;
  /** As by `scoreSequentialRules`, of the visitor's latest item. */
  readonly sequential: Scores;
}

export interface NeighbourOptions {
  /** Latest events looked at for each item of the session. */
  readonly mostEvents: number;
  /** Sessions that are read: the most alike. */
  readonly mostNeighbours: number;
  /** Weight of an item in finding neighbours: rare ones tell more. */
  readonly rarity: (item: number) => number;
}

/** Distinct items of the session that find neighbours, the latest first. */
const MOST_SOURCES = 10;
/** An item this many places before the end weighs 1/e of the last one: .5 to 4 are best in different shops. */
const SESSION_REACH = 3;
/** Likewise for places from the shared item in a neighbour. */
const NEIGHBOUR_REACH = 1.5;

// exp() of small whole numbers, looked up: it is taken for every event of every neighbour.
const FADING = Float64Array.from({ length: MOST_SESSION_EVENTS + 1 }, (_, i) =>
  Math.exp(-i / NEIGHBOUR_REACH),
);

/**
 * Session nearest neighbours on the chains of the log: sessions that share items with this one, the
 * latest and rarest most, vote for what they contain. The rules of the latest item are drawn from the
 * same sessions while they are read: to follow them, all over the ring, is most of the time.
 *
 * @param session item numbers, the latest last
 * @param without a session (its first event) that is not evidence: the one that is asked for
 */
export function scoreNeighbours(
  log: SessionLog,
  session: readonly number[],
  without: number,
  options: NeighbourOptions,
  table: NeighbourTable,
  out: NeighbourScores,
): void {
  const ofLatest = findNeighbours(log, session, without, options, table);
  const least = leastLikeness(table, options.mostNeighbours);
  for (let i = 0; i < table.count; i++) {
    const slot = table.slots[i] ?? 0;
    const isOfLatest = i < ofLatest;
    const likeness = table.likeness[slot] ?? 0;
    const isAlike = likeness > least.value || (likeness === least.value && least.places-- > 0);
    if (!isAlike && !isOfLatest) continue;
    const anchor = anchorAt(table, slot);
    const place = readNeighbour(log, neighbourAt(table, slot), anchor);
    if (isAlike) vote(likeness, place, out);
    if (isOfLatest) drawRules(log, anchor, out);
  }
}

/** How many of them share the latest item: these are the first. */
function findNeighbours(
  log: SessionLog,
  session: readonly number[],
  without: number,
  options: NeighbourOptions,
  table: NeighbourTable,
): number {
  clearNeighbours(table);
  let sources = 0;
  let ofLatest = 0;
  for (let i = session.length - 1; i >= 0 && sources < MOST_SOURCES; i--) {
    const item = session[i] ?? 0;
    if (session.lastIndexOf(item) !== i) continue;
    sources += 1;
    const weight = Math.exp((i + 1 - session.length) / SESSION_REACH) * options.rarity(item);
    const block = latestEventsOf(log, item);
    const count = Math.min(countIn(log.latest, block), options.mostEvents);
    for (let age = 0; age < count; age++) {
      const other = sessionIn(log.latest, block, age);
      // No event is older than its session: that of a held one is held, too.
      if (other === without || !isHeld(log, other)) continue;
      addLikeness(table, other, eventIn(log.latest, block, age), item, weight);
    }
    if (sources === 1) ofLatest = table.count;
  }
  return ofLatest;
}

// Items of the neighbour that is being read: the chain, all over the ring, is followed once.
const itemsRead = new Uint32Array(MOST_SESSION_EVENTS);
/** How many items it has: what was read is used before another is read. */
let readCount = 0;

/** Reads the items of a session; says at which place the anchor is. */
function readNeighbour(log: SessionLog, session: number, anchor: number): number {
  readCount = 0;
  let place = 0;
  for (let e = session; e !== 0 && readCount < MOST_SESSION_EVENTS; e = nextInSession(log, e)) {
    if (e === anchor) place = readCount;
    itemsRead[readCount] = itemOf(log, e);
    readCount += 1;
  }
  return place;
}

/** @param place of the anchor in the session that was read */
function vote(likeness: number, place: number, { near, after }: NeighbourScores): void {
  const share = likeness / Math.sqrt(readCount);
  for (let i = 0; i < readCount; i++) {
    const item = itemsRead[i] ?? 0;
    const weight = share * (FADING[Math.abs(i - place)] ?? 0);
    addScore(near, item, weight);
    if (i > place) addScore(after, item, weight);
  }
}

/** What the session that was read says of the latest item. @param anchor its newest event with it */
function drawRules(log: SessionLog, anchor: number, out: NeighbourScores): void {
  const latest = itemOf(log, anchor);
  // Where it was cut off, what follows the item may not have been read.
  const isCut = readCount === MOST_SESSION_EVENTS;
  if (isCut) followEvent(log, anchor, out.sequential);
  let times = 0;
  for (let i = readCount - 1; i >= 0; i--) {
    if (itemsRead[i] !== latest) continue;
    times += 1;
    if (!isCut) followRead(i, out.sequential);
  }
  for (let i = 0; i < readCount; i++) {
    const item = itemsRead[i] ?? 0;
    // Where it was cut off before the item came, that is one time.
    if (item !== latest) addScore(out.associated, item, Math.max(1, times));
  }
}

function followRead(place: number, out: Scores): void {
  for (let steps = 1; steps <= MOST_STEPS && place + steps < readCount; steps++) {
    addScore(out, itemsRead[place + steps] ?? 0, 1 / steps);
  }
}
