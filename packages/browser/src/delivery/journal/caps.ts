import type { DropReason } from "../../api.ts";
import type { Entry } from "../../storage/entry.ts";

/** A visitor makes tens of events; a thousand is a page in a loop, offline. */
export const MAX_EVENTS = 1000;

/** The shop's own data has to fit beside ours, and Safari's quota for a site can be small. */
export const MAX_BYTES = 512 * 1024;

/** What is older says little about the visitor, and Safari deletes storage after seven days unused. */
export const MAX_AGE_MS = 7 * 24 * 60 * 60 * 1000;

/** That something was dropped may be told as long again. */
const MAX_DROPPED_AGE_MS = 2 * MAX_AGE_MS;

/**
 * Tells for one entry after the other, the newest first, why there is no room for it; undefined when
 * there is. Events and what is left of dropped ones are counted apart, so that neither drives out the
 * other.
 */
export function createCaps(now: number): (entry: Entry) => DropReason | undefined {
  let events = 0;
  let told = 0;
  let total = 0;
  return ({ at, bytes, dropped }) => {
    total += bytes;
    const count = dropped ? (told += 1) : (events += 1);
    if (now - at >= (dropped ? MAX_DROPPED_AGE_MS : MAX_AGE_MS)) return "too_old";
    return count > MAX_EVENTS || total > MAX_BYTES ? "too_many" : undefined;
  };
}
