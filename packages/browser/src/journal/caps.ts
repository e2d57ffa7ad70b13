import type { JournalEvent } from "./event.ts";

/** A visitor makes tens of events; a thousand is a page in a loop, offline. */
export const MAX_EVENTS = 1000;

/** The shop's own data has to fit beside ours, and Safari's quota for a site can be small. */
export const MAX_CHARACTERS = 512 * 1024;

/** What is older says little about the visitor, and Safari deletes storage after seven days unused. */
export const MAX_AGE_MS = 7 * 24 * 60 * 60 * 1000;

export interface Trimmed {
  readonly kept: readonly JournalEvent[];
  /** Their ids. */
  readonly dropped: readonly string[];
}

/** Applies the caps to events in order of time: the newest stay. */
export function trim(events: readonly JournalEvent[], now: number): Trimmed {
  let characters = 0;
  const dropped: string[] = [];
  const kept = [...events].reverse().filter((event, age) => {
    characters += JSON.stringify(event).length;
    const fits = age < MAX_EVENTS && characters <= MAX_CHARACTERS;
    if (fits && now - event.item.at < MAX_AGE_MS) return true;
    dropped.push(event.id);
    return false;
  });
  return { kept: kept.reverse(), dropped: dropped.reverse() };
}
