import type { TestCycleEvent } from "@nextmove/contract";
import { compareText } from "./compare-text.ts";
import { eventOf, type EventRow } from "./event-row.ts";

/**
 * A visitor's events beyond this many are not read: no honest one has them, and a script that sends more
 * under one name must not fill the memory of a report.
 */
export const VISITOR_LIMIT_EVENTS = 5_000;

/** A visitor with events, in no order, each once. */
export interface Visitor {
  visitor: string;
  events: TestCycleEvent[];
  /** There are more than were read: what the visitor came to is not known. */
  isCut?: true;
}

/** One table's rows, the next one at hand. */
interface Reading {
  rows: Iterator<EventRow>;
  next: EventRow | undefined;
}

const advance = (reading: Reading): void => {
  const { done, value } = reading.rows.next();
  reading.next = done === true ? undefined : value;
};

const firstOf = (readings: readonly Reading[]): string | undefined => {
  let first: string | undefined;
  for (const { next } of readings) {
    if (next && (first === undefined || compareText(next[0], first) < 0)) first = next[0];
  }
  return first;
};

/**
 * Merges tables that are each sorted by visitor into visitor after visitor.
 *
 * @param isWanted of an event and its number
 */
export function* visitorsIn(
  tables: readonly Iterator<EventRow>[],
  isWanted: (event: TestCycleEvent, seq: number | null) => boolean,
): Generator<Visitor, void> {
  let readings = tables.map((rows): Reading => ({ rows, next: undefined }));
  for (const reading of readings) advance(reading);
  for (;;) {
    readings = readings.filter(({ next }) => next !== undefined);
    const visitor = firstOf(readings);
    if (visitor === undefined) return;
    const events: TestCycleEvent[] = [];
    let isCut = false;
    // An event that did not say when it happened, sent again in another month, is in two tables; so is
    // one that a page reported under the id of a server's.
    const known = readings.length > 1 ? new Map<string, number>() : undefined;
    for (const reading of readings) {
      while (reading.next?.[0] === visitor) {
        const event = eventOf(reading.next);
        if (isWanted(event, reading.next[2])) {
          const place = known?.get(event.eventId);
          if (place !== undefined) {
            if (events[place]?.byPage && !event.byPage) events[place] = event;
          } else if (events.length === VISITOR_LIMIT_EVENTS) isCut = true;
          else {
            known?.set(event.eventId, events.length);
            events.push(event);
          }
        }
        advance(reading);
      }
    }
    yield isCut ? { visitor, events, isCut } : { visitor, events };
  }
}
