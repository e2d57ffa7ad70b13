import type { Scores } from "../scores/scores.ts";
import { addScore } from "../scores/scores.ts";
import type { SessionLog } from "../log/session-log.ts";
import {
  earlierOfItem,
  itemOf,
  newestEventOf,
  nextInSession,
  sessionOf,
} from "../log/session-log.ts";

/** Steps after which following no longer counts, as in session-rec (Ludewig and Jannach 2018). */
export const MOST_STEPS = 10;

/**
 * What came after an item in its latest events: each item 1 / the number of steps after it. Additive
 * over logs of different visitors, as long as `mostEvents` cuts nothing off.
 *
 * @param without a session (its first event) that is not evidence: the one that is asked for
 */
export function scoreSequentialRules(
  log: SessionLog,
  item: number,
  mostEvents: number,
  without: number,
  out: Scores,
): void {
  let event = newestEventOf(log, item);
  for (let seen = 0; event !== 0 && seen < mostEvents; seen++) {
    if (sessionOf(log, event) !== without) followEvent(log, event, out);
    event = earlierOfItem(log, event);
  }
}

/** What came after an event. */
export function followEvent(log: SessionLog, event: number, out: Scores): void {
  let next = nextInSession(log, event);
  for (let steps = 1; next !== 0 && steps <= MOST_STEPS; steps++) {
    addScore(out, itemOf(log, next), 1 / steps);
    next = nextInSession(log, next);
  }
}
