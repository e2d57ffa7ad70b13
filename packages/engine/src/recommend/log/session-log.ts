import { powerOfTwo, widened, withRoom } from "../../numeric/room.ts";
import type { LatestEvents } from "./latest-events.ts";
import {
  blockOf,
  createLatestEvents,
  MOST_LATEST,
  noteLatest,
  takeBlock,
} from "./latest-events.ts";

/**
 * Session events in order of arrival, in a ring: 12 bytes an event, whatever the shop. Two chains run
 * through it: forwards along a session, and backwards along the events of an item. The second is the
 * inverted index that neighbour methods need (VMIS-kNN, Kersbergen et al. 2022), always with the most
 * recent session first and never copied or sorted.
 *
 * Events have numbers from 1 on, for ever; 0 means none. The ring holds the last `capacity` of them,
 * so an older number that is still linked to is recognised and taken for none.
 */
export interface SessionLog {
  /** Events in the ring, a power of 2; event `e` is in slot `e & (capacity − 1)`. */
  capacity: number;
  readonly mostEvents: number;
  /** Number of the newest event. */
  newest: number;
  /** Events up to this one are still to be read from where they are stored; 0 for none. */
  unread: number;
  /**
   * Slot after slot its `FIELDS`, together: chains jump all over the ring, and what a step of them asks
   * for is then in one line of the processor's cache instead of in two.
   */
  events: Uint32Array;
  /** By item: its newest event. */
  newestOf: Uint32Array;
  /** Of some items: see `latestEventsOf`. */
  readonly latest: LatestEvents;
}

/**
 * Of an event: its item; how many events on the next one of its session is; how many ago the one before
 * with its item was. Both are 0 for none, and less than the ring has slots. The bits above them tell how
 * many ago its session began.
 */
const FIELDS = 3;
const ITEM = 0;
const FOLLOWING = 1;
const EARLIER = 2;
const LINK_BITS = 21;
const LINK = 2 ** LINK_BITS - 1;
/** Above either link. */
const HALF_BITS = 32 - LINK_BITS;
const HALF = 2 ** HALF_BITS - 1;
/** Farther than this no link reaches. */
const MOST_SLOTS = 2 ** LINK_BITS;

const LEAST_SLOTS = 1024;

/** An empty log that will hold the last `mostEvents` events, rounded up to a power of 2: 2²¹ at most. */
export function createSessionLog(mostEvents: number): SessionLog {
  return emptyLogOf(mostEvents, 0);
}

/** A log with room for what it holds when `newest` is its newest event, all of it still to be filled in. */
export function emptyLogOf(mostEvents: number, newest: number): SessionLog {
  const most = Math.min(MOST_SLOTS, powerOfTwo(mostEvents));
  const capacity = Math.min(most, Math.max(LEAST_SLOTS, powerOfTwo(newest)));
  return {
    capacity,
    mostEvents: most,
    newest,
    unread: 0,
    events: new Uint32Array(FIELDS * capacity),
    newestOf: new Uint32Array(LEAST_SLOTS),
    latest: createLatestEvents(),
  };
}

/**
 * Appends an event and returns its number. `previous` is an event of the same session, 0 for a
 * new one; a session whose beginning has left the ring begins anew.
 */
export function appendEvent(log: SessionLog, item: number, previous: number): number {
  if (log.newest >= log.capacity && log.capacity < log.mostEvents) growRing(log);
  let last = isHeld(log, previous) ? previous : 0;
  // A caller restored from an older checkpoint than the log may not know the last one.
  for (let next = last; next !== 0; next = nextInSession(log, next)) last = next;
  const event = log.newest + 1;
  log.newest = event;
  const first = last === 0 ? 0 : sessionOf(log, last);
  // Asked after the ring has moved on: this very event may have taken the beginning's place.
  const goesOn = isHeld(log, first) && isHeld(log, last);
  placeEvent(log, event, item, goesOn ? first : event, goesOn ? last : 0);
  return event;
}

/**
 * Puts an event into its slot and at the end of both chains.
 *
 * @param session its first event
 * @param previous the event before it in its session, 0 for none
 */
export function placeEvent(
  log: SessionLog,
  event: number,
  item: number,
  session: number,
  previous: number,
): void {
  const { events } = log;
  if (previous !== 0) {
    const at = slotOf(log, previous) + FOLLOWING;
    events[at] = ((events[at] ?? 0) & ~LINK) | (event - previous);
  }
  putEvent(log, event, item, session, 0);
  linkEarlier(log, item, event, log.newestOf[item] ?? 0);
  log.newestOf[item] = event;
  noteLatest(log.latest, item, event, session);
}

/**
 * Puts an event into its slot, without the one before with its item.
 *
 * @param following the event after it in its session, 0 for none
 */
export function putEvent(
  log: SessionLog,
  event: number,
  item: number,
  session: number,
  following: number,
): void {
  const { events } = log;
  log.newestOf = withRoom(log.newestOf, item);
  const slot = slotOf(log, event);
  const begun = event - session;
  events[slot + ITEM] = item;
  events[slot + FOLLOWING] =
    ((begun >>> HALF_BITS) << LINK_BITS) | (following === 0 ? 0 : following - event);
  events[slot + EARLIER] = (begun & HALF) << LINK_BITS;
}

/** Makes `earlier` the event before `event`, both of one item; 0 for none: then it is the newest, or the first. */
export function linkEarlier(log: SessionLog, item: number, event: number, earlier: number): void {
  if (event === 0) {
    log.newestOf[item] = earlier;
    return;
  }
  if (earlier === 0 || event - earlier >= log.capacity) return;
  const at = slotOf(log, event) + EARLIER;
  log.events[at] = ((log.events[at] ?? 0) & ~LINK) | (event - earlier);
}

/** Whether an event is in the ring. */
export function isHeld(log: SessionLog, event: number): boolean {
  return event > log.unread && event > log.newest - log.capacity;
}

/** The first event of the session that an event belongs to; may have left the ring. */
export function sessionOf(log: SessionLog, event: number): number {
  const slot = slotOf(log, event);
  const begun =
    (((log.events[slot + FOLLOWING] ?? 0) >>> LINK_BITS) << HALF_BITS) |
    ((log.events[slot + EARLIER] ?? 0) >>> LINK_BITS);
  return event - begun;
}

export function itemOf(log: SessionLog, event: number): number {
  return log.events[slotOf(log, event) + ITEM] ?? 0;
}

/** The event after this one in its session, or 0. */
export function nextInSession(log: SessionLog, event: number): number {
  const link = (log.events[slotOf(log, event) + FOLLOWING] ?? 0) & LINK;
  return link === 0 ? 0 : event + link;
}

/** The newest event of an item, or 0. */
export function newestEventOf(log: SessionLog, item: number): number {
  const event = log.newestOf[item] ?? 0;
  return isHeld(log, event) ? event : 0;
}

/** The event before this one with the same item, or 0. */
export function earlierOfItem(log: SessionLog, event: number): number {
  const link = (log.events[slotOf(log, event) + EARLIER] ?? 0) & LINK;
  const before = event - link;
  return link !== 0 && isHeld(log, before) ? before : 0;
}

// The events that a block is filled with: the chain goes backwards.
const chain = new Uint32Array(MOST_LATEST);

/** The block of an item in `log.latest`, made now if there is none. */
export function latestEventsOf(log: SessionLog, item: number): number {
  const known = blockOf(log.latest, item);
  if (known !== 0) return known;
  let count = 0;
  let event = newestEventOf(log, item);
  for (; event !== 0 && count < MOST_LATEST; count++) {
    chain[count] = event;
    event = earlierOfItem(log, event);
  }
  takeBlock(log.latest, item, count);
  for (let i = count - 1; i >= 0; i--) {
    const one = chain[i] ?? 0;
    noteLatest(log.latest, item, one, sessionOf(log, one));
  }
  return blockOf(log.latest, item);
}

/** Where the fields of an event begin. */
function slotOf(log: SessionLog, event: number): number {
  return FIELDS * (event & (log.capacity - 1));
}

function growRing(log: SessionLog): void {
  // While it grows nothing has been overwritten, so event e moves from slot e to slot e, but for
  // the one whose number was the old capacity: that was in slot 0.
  const before = log.events.length;
  log.capacity *= 2;
  log.events = widened(log.events, 2 * before);
  log.events.copyWithin(before, 0, FIELDS);
}
