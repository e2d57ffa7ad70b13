import type { Scores } from "../scores/scores.ts";
import { addScore } from "../scores/scores.ts";
import type { SessionLog } from "../log/session-log.ts";
import {
  earlierOfItem,
  isHeld,
  itemOf,
  newestEventOf,
  nextInSession,
  sessionOf,
} from "../log/session-log.ts";

/** Events of one session that are looked at: a robot's session must not cost everybody's time. */
export const MOST_SESSION_EVENTS = 50;

/**
 * What was in the same sessions as an item, whatever the order: each pair of events counts 1.
 * Additive over logs of different visitors, as long as `mostEvents` cuts nothing off.
 *
 * @param without a session (its first event) that is not evidence: the one that is asked for
 */
export function scoreAssociationRules(
  log: SessionLog,
  item: number,
  mostEvents: number,
  without: number,
  out: Scores,
): void {
  let event = newestEventOf(log, item);
  for (let seen = 0; event !== 0 && seen < mostEvents; seen++) {
    const session = sessionOf(log, event);
    let other = session !== without && isHeld(log, session) ? session : 0;
    for (let steps = 0; other !== 0 && steps < MOST_SESSION_EVENTS; steps++) {
      const companion = itemOf(log, other);
      if (companion !== item) addScore(out, companion, 1);
      other = nextInSession(log, other);
    }
    event = earlierOfItem(log, event);
  }
}
