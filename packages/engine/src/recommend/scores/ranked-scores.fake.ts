import type { Scores } from "./scores.ts";
import { scoreIn } from "./scores.ts";

/** The items found with their scores, best first. */
export function rankedScores(scores: Scores): { item: number; score: number }[] {
  return Array.from(scores.items.subarray(0, scores.count), (item, place) => ({
    item,
    score: scoreIn(scores, place),
  })).sort((a, b) => b.score - a.score || a.item - b.item);
}
