import { scoreAssociationRules } from "./association-rules.ts";
import type { Scores } from "../scores/scores.ts";
import {
  addScore,
  clearScores,
  foundItem,
  scoreIn,
  scoreOf,
  sumOfScores,
} from "../scores/scores.ts";
import type { SessionLog } from "../log/session-log.ts";

/** Neighbouring items that are asked for their own companions. */
const MOST_BRIDGES = 6;
/** Latest events of each: with 10 to 30 of them lists are as good (docs/benchmarks.md). */
const MOST_EVENTS = 10;

/**
 * Items two steps away: companions of the items that neighbours named first. In shops with many items
 * and few visits a third of all next items was never seen together with anything in the session.
 *
 * @param near scores of the session's neighbours
 * @param companions work space, empty before and after
 */
export function scoreDistantItems(
  log: SessionLog,
  session: readonly number[],
  without: number,
  near: Scores,
  companions: Scores,
  out: Scores,
): void {
  for (const bridge of bestBridges(near, session)) {
    scoreAssociationRules(log, bridge, MOST_EVENTS, without, companions);
    const scale = scoreOf(near, bridge) / sumOfScores(companions);
    for (let i = 0; i < companions.count; i++) {
      addScore(out, foundItem(companions, i), scoreIn(companions, i) * scale);
    }
    clearScores(companions);
  }
}

function bestBridges(near: Scores, session: readonly number[]): number[] {
  const best: number[] = [];
  const scores: number[] = [];
  let least = 0;
  for (let i = 0; i < near.count; i++) {
    const score = scoreIn(near, i);
    if (score <= least) continue;
    const item = foundItem(near, i);
    if (session.includes(item)) continue;
    let place = Math.min(best.length, MOST_BRIDGES - 1);
    for (; place > 0 && (scores[place - 1] ?? 0) < score; place--) {
      best[place] = best[place - 1] ?? 0;
      scores[place] = scores[place - 1] ?? 0;
    }
    best[place] = item;
    scores[place] = score;
    least = scores[MOST_BRIDGES - 1] ?? 0;
  }
  return best;
}
