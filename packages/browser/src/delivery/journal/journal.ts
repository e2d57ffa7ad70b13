import type { DropReason, Inspection } from "../../api.ts";
import type { ConsentFollower } from "../../consent/consent.ts";
import type { Listeners } from "../../context/listeners.ts";
import type { Platform } from "../../platform/platform.ts";
import { within } from "../../platform/within.ts";
import { createCaps, MAX_EVENTS } from "./caps.ts";
import { droppedEntry, type Entry } from "../../storage/entry.ts";
import type { EventStore } from "../../storage/event-store.ts";
import type { Report } from "./report.ts";

/**
 * The events on their way to the edge: before consent as reports in memory; from then on as
 * numbered entries in the browser's storage. Memory mirrors this page's part of it, and stands in
 * when storage refuses. What is given up leaves an entry that says so, for the edge to count.
 */
export interface Journal extends ConsentFollower {
  /** Writes the report down at once: what is left for the end of a page is lost with it. */
  readonly addReport: (report: Report) => void;
  /** This page's entries that are not confirmed yet; at hand without waiting, for the beacons. */
  readonly own: () => readonly Entry[];
  /** All entries that are not confirmed, of earlier pages and other tabs too, in order of time. */
  readonly allEntries: () => Promise<readonly Entry[]>;
  /** The edge knows of them, or never will. */
  readonly discard: (ids: readonly string[]) => void;
  readonly giveUp: (entry: Entry, reason: DropReason) => void;
  readonly statusNow: () => Pick<Inspection, "journal" | "dropped">;
}

/** Safari sometimes never answers the opening of a database: then memory has to do. */
const STORE_TIMEOUT_MS = 2000;

export function createJournal(
  store: EventStore,
  platform: Pick<Platform, "now" | "runAfter">,
  tellError: Listeners["tellError"],
  file: (report: Report) => Entry,
): Journal {
  const held: Report[] = [];
  const own = new Map<string, Entry>();
  /** Those of `own` that are certainly in storage. */
  const written = new Set<string>();
  /** How many were given up on this page. */
  const counts: Partial<Record<DropReason, number>> = {};
  let allowed = false;
  let denied = false;
  let refused = false;

  const onRefusal = (error: unknown): undefined => {
    if (!refused) tellError("storage_failed", error);
    refused = true;
  };

  const tell = (reason: DropReason, ...ids: string[]) => {
    if (!ids[0]) return;
    counts[reason] = (counts[reason] ?? 0) + ids.length;
    if (reason !== "rejected") tellError("event_dropped", reason, ids);
  };

  const write = (entry: Entry) => {
    own.set(entry.id, entry);
    const confirm = () => {
      written.add(entry.id);
      refused = false;
    };
    void store.putEntry(entry).then(confirm, onRefusal);
    return entry;
  };

  const forget = (id: string) => {
    own.delete(id);
    written.delete(id);
  };

  const discard = (ids: readonly string[]) => {
    ids.forEach(forget);
    if (allowed) store.discard(ids).catch(onRefusal);
  };

  const giveUp = (entry: Entry, reason: DropReason): Entry => {
    tell(reason, entry.id);
    return write(droppedEntry(entry, reason));
  };

  /** The entries that there is room for; turns the list around. */
  const capped = (entries: Entry[]): readonly Entry[] => {
    const excess = createCaps(platform.now());
    const left = entries.reverse().flatMap((entry) => {
      const reason = excess(entry);
      if (!reason) return entry;
      if (!entry.dropped) return giveUp(entry, reason);
      discard([entry.id]); // From now on the edge counts it as missing.
      return [];
    });
    return left.reverse();
  };

  const enter = (report: Report) => {
    const entry = file(report);
    write(entry);
    if (entry.dropped) tell(entry.dropped, entry.id);
  };

  return {
    addReport(report) {
      if (allowed) {
        enter(report);
        capped([...own.values()]);
      } else if (denied) {
        tell("consent", report.item.event_id);
      } else if (held.length >= MAX_EVENTS) {
        // Of too many the first stay: how the visitor came is among them.
        tell("too_many", report.item.event_id);
      } else {
        held.push(report);
      }
    },
    own: () => [...own.values()],
    async allEntries() {
      // What was written before this reading and is not found, another tab has sent and removed.
      const before = [...written];
      const found = await within(platform, STORE_TIMEOUT_MS, store.allEntries().catch(onRefusal));
      const byId = new Map(found?.map((entry) => [entry.id, entry]));
      if (found) before.filter((id) => !byId.has(id)).forEach(forget);
      // What another tab has given up is not sent any more.
      own.forEach((entry, id) => byId.get(id)?.dropped || byId.set(id, entry));
      return capped([...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1)));
    },
    discard,
    giveUp,
    statusNow() {
      let bytes = 0;
      own.forEach((entry) => (bytes += entry.bytes));
      return {
        journal: { events: held.length + own.size, bytes, durable: allowed && !refused },
        dropped: { ...counts },
      };
    },
    follow(mayStore, mustForget = false) {
      allowed = mayStore;
      denied = mustForget;
      if (allowed) {
        own.forEach(write);
        held.splice(0).forEach(enter);
      }
      if (denied) {
        tell("consent", ...held.splice(0).map((report) => report.item.event_id), ...own.keys());
        own.clear();
        written.clear();
        store.clear().catch(onRefusal);
      }
    },
  };
}
