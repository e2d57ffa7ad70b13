import { forgetLatest } from "./latest-events.ts";
import type { SessionLog } from "./session-log.ts";
import {
  earlierOfItem,
  itemOf,
  linkEarlier,
  newestEventOf,
  putEvent,
  sessionOf,
} from "./session-log.ts";
import type { LogPage } from "./session-log-pages.ts";
import { firstNeededPage, PAGE_EVENTS, readEvents } from "./session-log-pages.ts";

/**
 * What it takes to read the rest of a log that was restored from its newest pages: lists need the latest
 * visits most, and two million take longer than anybody waits for a first answer.
 */
export interface OlderEvents {
  /** By item, and by session modulo the log's slots: the oldest event of it that is read, 0 for none. */
  readonly ofItem: Uint32Array;
  readonly ofSession: Uint32Array;
  /** Of sessions that began before the log's oldest event when this was begun. */
  readonly ofOldSession: Map<number, number>;
  readonly oldest: number;
}

/** @param items numbers that items have are below it */
export function beginOlderEvents(log: SessionLog, items: number): OlderEvents {
  const older: OlderEvents = {
    ofItem: new Uint32Array(items),
    ofSession: new Uint32Array(log.capacity),
    ofOldSession: new Map(),
    oldest: log.newest - log.capacity,
  };
  for (let event = log.newest; event > log.unread; event--) {
    older.ofItem[itemOf(log, event)] = event;
    const session = sessionOf(log, event);
    // Of these alone there are older events.
    if (session <= log.unread) noteOldest(older, session, event);
  }
  return older;
}

/**
 * Reads pages, each the one before the oldest that was read, the newest first. Events that came meanwhile
 * stay where they are.
 */
export function readOlderEvents(
  log: SessionLog,
  older: OlderEvents,
  pages: Iterable<LogPage>,
): void {
  for (const { page, bytes } of pages) {
    const { items, begun, count } = readEvents(bytes);
    for (let i = count - 1; i >= 0; i--) {
      readOlderEvent(log, older, page * PAGE_EVENTS + 1 + i, items[i] ?? 0, begun[i] ?? 0);
    }
    log.unread = page > firstNeededPage(log) ? page * PAGE_EVENTS : 0;
  }
  // They were taken from chains that went no farther.
  forgetLatest(log.latest);
}

function readOlderEvent(
  log: SessionLog,
  older: OlderEvents,
  event: number,
  item: number,
  begun: number,
): void {
  // Others have its place.
  if (event <= log.newest - log.capacity) return;
  const session = event - begun;
  putEvent(log, event, item, session, oldestOfSession(older, session));
  noteOldest(older, session, session === event ? 0 : event);
  linkEarlier(log, item, older.ofItem[item] || oldestOfItem(log, item), event);
  older.ofItem[item] = event;
}

function oldestOfSession(
  { ofSession, ofOldSession, oldest }: OlderEvents,
  session: number,
): number {
  const isOld = session <= oldest;
  return (isOld ? ofOldSession.get(session) : ofSession[session % ofSession.length]) ?? 0;
}

function noteOldest(
  { ofSession, ofOldSession, oldest }: OlderEvents,
  session: number,
  event: number,
): void {
  if (session <= oldest) ofOldSession.set(session, event);
  else ofSession[session % ofSession.length] = event;
}

/** Of an item that was met anew meanwhile; 0 for none. */
function oldestOfItem(log: SessionLog, item: number): number {
  let oldest = 0;
  for (let e = newestEventOf(log, item); e !== 0; e = earlierOfItem(log, e)) oldest = e;
  return oldest;
}
