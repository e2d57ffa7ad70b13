import { hash32 } from "../../random/hash.ts";
import type { ItemEvent } from "./record-event.ts";
import { repeatEvent } from "./record-event.ts";
import type { Recommender } from "../state/recommender.ts";

/**
 * What one recommender has recorded for a while, for others of the same shop to take up, once: then all know the same
 * visits, and what is popular is what all of them counted.
 */
export interface EventStretch {
  /** Of the first event, ms. */
  readonly at: number;
  readonly items: readonly string[];
  /** Visitor as a hash, place of the item in `items`, of the kind in `KINDS`, and how long after `at`. */
  readonly events: readonly (readonly [
    visitor: number,
    item: number,
    kind: number,
    after: number,
  ])[];
}

/** Events that are still to be told. */
export interface Outbox {
  events: ItemEvent[];
}

const KINDS = ["view", "basket", "purchase"] as const;
/** Events of one stretch: with items as long as they may be half a megabyte. */
const MOST_EVENTS = 2_000;

export function createOutbox(): Outbox {
  return { events: [] };
}

/** Notes an event that was recorded. */
export function noteEvent(outbox: Outbox, event: ItemEvent): void {
  outbox.events.push(event);
}

/** What was noted since the last call. */
export function takeStretches(outbox: Outbox): EventStretch[] {
  const { events } = outbox;
  outbox.events = [];
  return Array.from({ length: Math.ceil(events.length / MOST_EVENTS) }, (_, n) =>
    stretchOf(events.slice(n * MOST_EVENTS, (n + 1) * MOST_EVENTS)),
  );
}

/** Takes up what another has recorded. */
export function repeatStretch(recommender: Recommender, { at, items, events }: EventStretch): void {
  for (const [visitor, place, kindPlace, after] of events) {
    const item = items[place];
    const kind = KINDS[kindPlace];
    if (item === undefined || kind === undefined) continue;
    repeatEvent(recommender, { visitor, item, kind, at: at + after });
  }
}

function stretchOf(events: readonly ItemEvent[]): EventStretch {
  const at = events[0]?.at ?? 0;
  const places = new Map<string, number>();
  const placeOf = (item: string): number => {
    const place = places.get(item) ?? places.size;
    places.set(item, place);
    return place;
  };
  const told = events.map(
    (event) =>
      [
        hash32(event.visitor),
        placeOf(event.item),
        KINDS.indexOf(event.kind),
        event.at - at,
      ] as const,
  );
  return { at, items: [...places.keys()], events: told };
}
