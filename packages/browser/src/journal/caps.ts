import type { DropReason } from "../api.ts";
import type { Entry } from "./entry.ts";

/** A visitor makes tens of events; a thousand is a page in a loop, offline. */
export const MAX_EVENTS = 1000;

/** The shop's own data has to fit beside ours, and Safari's quota for a site can be small. */
export const MAX_BYTES = 512 * 1024;

/** What is older says little about the visitor, and Safari deletes storage after seven days unused. */
export const MAX_AGE_MS = 7 * 24 * 60 * 60 * 1000;

/** That something was dropped may be told as long again. */
const MAX_DROPPED_AGE_MS = 2 * MAX_AGE_MS;

/**
 * What the caps leave no room for, by id, and why: the newest of the entries (in order of time)
 * stay. Events and what is left of dropped ones are counted apart, so that neither drives out the
 * other.
 */
export function excess(entries: readonly Entry[], now: number): ReadonlyMap<string, DropReason> {
  const found = new Map<string, DropReason>();
  const counts = { events: 0, dropped: 0 };
  let bytes = 0;
  for (const entry of [...entries].reverse()) {
    bytes += entry.bytes;
    const count = (counts[entry.dropped ? "dropped" : "events"] += 1);
    const maxAgeMs = entry.dropped ? MAX_DROPPED_AGE_MS : MAX_AGE_MS;
    if (now - entry.at >= maxAgeMs) found.set(entry.id, "too_old");
    else if (count > MAX_EVENTS || bytes > MAX_BYTES) found.set(entry.id, "too_many");
  }
  return found;
}
