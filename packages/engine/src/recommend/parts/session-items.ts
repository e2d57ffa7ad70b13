import type { Scores } from "../scores/scores.ts";
import { addScore } from "../scores/scores.ts";

/**
 * Items the visitor has looked at already, the latest first: people return to what they saw (in some
 * shops more than a third of all next views). Each view adds 1 / its distance from the end.
 *
 * @param session item numbers, the latest last
 */
export function scoreSessionItems(session: readonly number[], out: Scores): void {
  for (let i = session.length - 1; i >= 0; i--)
    addScore(out, session[i] ?? 0, 1 / (session.length - i));
}
