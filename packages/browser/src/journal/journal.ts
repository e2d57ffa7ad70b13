import type { ConsentEffects } from "../consent.ts";
import type { Listeners } from "../listeners.ts";
import type { Platform } from "../platform.ts";
import { within } from "../within.ts";
import { trim } from "./caps.ts";
import type { JournalEvent } from "./event.ts";
import type { EventStore } from "./event-store.ts";

/**
 * The events on their way to the edge: in memory, and from the moment consent is granted also in
 * the browser's storage. Memory mirrors this page's part of it, and stands in when storage refuses.
 */
export interface Journal extends ConsentEffects {
  /** Writes the event down at once: what is left for the end of a page is lost with it. */
  readonly add: (event: JournalEvent) => void;
  /** This page's events that are not confirmed yet; at hand without waiting, for the beacons. */
  readonly own: () => readonly JournalEvent[];
  /** All events that are not confirmed, of earlier pages and other tabs too, in order of time. */
  readonly all: () => Promise<readonly JournalEvent[]>;
  /** Confirmed or refused for good. */
  readonly remove: (ids: readonly string[]) => void;
}

/** Safari sometimes never answers the opening of a database: then memory has to do. */
const STORE_TIMEOUT_MS = 2000;

export function createJournal(
  store: EventStore,
  platform: Pick<Platform, "now" | "after">,
  fail: Listeners["fail"],
): Journal {
  const own = new Map<string, JournalEvent>();
  /** Those of `own` that are certainly in storage. */
  const written = new Set<string>();
  let allowed = false;
  let refused = false;

  const onRefusal = (error: unknown): undefined => {
    if (!refused) fail("storage_failed", String(error));
    refused = true;
  };

  const write = async (event: JournalEvent) => {
    await store.put(event);
    written.add(event.id);
  };

  const forget = (id: string) => {
    own.delete(id);
    written.delete(id);
  };

  const remove = (ids: readonly string[]) => {
    ids.forEach(forget);
    if (allowed) store.remove(ids).catch(onRefusal);
  };

  const capped = (events: readonly JournalEvent[]): readonly JournalEvent[] => {
    const { kept, dropped } = trim(events, platform.now());
    if (dropped.length > 0) {
      remove(dropped);
      fail("event_dropped", "too many or too old", dropped);
    }
    return kept;
  };

  return {
    add(event) {
      own.set(event.id, event);
      if (allowed) write(event).catch(onRefusal);
      capped([...own.values()]);
    },
    own: () => [...own.values()],
    async all() {
      // What was written before this reading and is not found, another tab has sent and removed.
      const before = [...written];
      const found = await within(
        platform,
        STORE_TIMEOUT_MS,
        store.all().catch(onRefusal),
        undefined,
      );
      const byId = new Map(found?.map((event) => [event.id, event]));
      if (found) before.filter((id) => !byId.has(id)).forEach(forget);
      own.forEach((event, id) => byId.set(id, event));
      return capped([...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1)));
    },
    remove,
    granted() {
      allowed = true;
      for (const event of own.values()) write(event).catch(onRefusal);
    },
    pending() {
      allowed = false;
    },
    denied() {
      allowed = false;
      if (own.size > 0) fail("event_dropped", "consent is denied", [...own.keys()]);
      own.clear();
      written.clear();
      store.clear().catch(onRefusal);
    },
  };
}
