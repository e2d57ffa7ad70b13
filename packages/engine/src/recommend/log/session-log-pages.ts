import type { SessionLog } from "./session-log.ts";
import { emptyLogOf, isHeld, itemOf, placeEvent, sessionOf } from "./session-log.ts";
import { readVarint, writeVarint } from "./varint.ts";

/** Events of a page. Only the last page of a log ever changes: storing it costs one row a checkpoint. */
export const PAGE_EVENTS = 1024;

/** A part of a log, to be stored under its number. */
export interface LogPage {
  /** Page n holds the events from n · PAGE_EVENTS + 1 on. */
  readonly page: number;
  /** Per event its item, and how many events ago its session began, as varints. */
  readonly bytes: Uint8Array;
}

/** The pages that hold the events after `after`, oldest first. */
export function* exportPages(log: SessionLog, after: number): Generator<LogPage> {
  if (after === log.newest) return;
  const oldest = Math.max(0, log.newest - log.capacity);
  const firstPage = Math.floor(Math.max(after, oldest) / PAGE_EVENTS);
  for (let page = firstPage; page * PAGE_EVENTS < log.newest; page++) {
    const bytes: number[] = [];
    const last = Math.min(log.newest, (page + 1) * PAGE_EVENTS);
    for (let event = page * PAGE_EVENTS + 1; event <= last; event++) {
      // The oldest page may have lost its beginning; what is stored there is never read again.
      const held = isHeld(log, event);
      writeVarint(bytes, held ? itemOf(log, event) : 0);
      writeVarint(bytes, held ? event - sessionOf(log, event) : 0);
    }
    yield { page, bytes: Uint8Array.from(bytes) };
  }
}

/** Pages below this one hold only events that have left the log. */
export function firstNeededPage(log: SessionLog): number {
  return Math.floor(Math.max(0, log.newest - log.capacity) / PAGE_EVENTS);
}

/**
 * The log that the pages were exported from. The chains are not stored: following the events once
 * makes them anew.
 *
 * @param pages in ascending order; from the first needed one, or the newest of them: see `readOlderEvents`
 */
export function restoreLog(mostEvents: number, pages: readonly LogPage[]): SessionLog {
  const newest = newestIn(pages);
  const log = emptyLogOf(mostEvents, newest);
  const first = pages[0]?.page ?? 0;
  if (first > firstNeededPage(log)) log.unread = first * PAGE_EVENTS;
  const mask = log.capacity - 1;
  const oldest = Math.max(log.unread, newest - log.capacity);
  // By session its last event so far: an array by slot, but for sessions whose beginning is not there.
  const lastOf = new Uint32Array(log.capacity);
  const lastOfOld = new Map<number, number>();
  for (const { page, bytes } of pages) {
    const { items, begun, count } = readEvents(bytes);
    for (let i = 0; i < count; i++) {
      const event = page * PAGE_EVENTS + 1 + i;
      if (event <= oldest) continue;
      const session = event - (begun[i] ?? 0);
      const old = session <= oldest;
      const previous = (old ? lastOfOld.get(session) : lastOf[session & mask]) ?? 0;
      if (old) lastOfOld.set(session, event);
      else lastOf[session & mask] = event;
      placeEvent(log, event, items[i] ?? 0, session, previous);
    }
  }
  return log;
}

function newestIn(pages: readonly LogPage[]): number {
  const last = pages.at(-1);
  return last === undefined ? 0 : last.page * PAGE_EVENTS + readEvents(last.bytes).count;
}

/** The events of a page; valid until the next call. */
interface PageEvents {
  readonly items: Uint32Array;
  /** How many events ago the session of each began. */
  readonly begun: Uint32Array;
  count: number;
}

const read: PageEvents = {
  items: new Uint32Array(PAGE_EVENTS),
  begun: new Uint32Array(PAGE_EVENTS),
  count: 0,
};

export function readEvents(bytes: Uint8Array): Readonly<PageEvents> {
  const reader = { bytes, at: 0 };
  read.count = 0;
  while (reader.at < bytes.length) {
    read.items[read.count] = readVarint(reader);
    read.begun[read.count] = readVarint(reader);
    read.count += 1;
  }
  return read;
}
