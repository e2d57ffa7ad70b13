import type { Scores } from "./scores.ts";
import { scoreOf } from "./scores.ts";

/** The items found with their scores, best first. */
export function rankedScores(scores: Scores): { item: number; score: number }[] {
  return Array.from(scores.found.subarray(0, scores.count), (item) => ({
    item,
    score: scoreOf(scores, item),
  })).sort((a, b) => b.score - a.score || a.item - b.item);
}
