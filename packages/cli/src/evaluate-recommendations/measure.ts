import type { Prediction } from "./predictions.ts";

export const LIST_LENGTH = 20;

/** What `--json` prints of one way to recommend. */
export interface Measures {
  readonly "HR@5": number;
  readonly "HR@10": number;
  readonly "HR@20": number;
  readonly "MRR@20": number;
  readonly "coverage@20": number;
  readonly p50_us: number;
  readonly p90_us: number;
}

/**
 * Asks for every prediction's list of 20 and looks where the next item is in it: hit rates, mean
 * reciprocal rank, the share of the training items that ever came up, and the time it took.
 *
 * @param clock a steady clock in milliseconds
 */
export function measure(
  predictions: readonly Prediction[],
  recommend: (session: readonly string[]) => readonly string[],
  trainingItems: number,
  clock: () => number,
): Measures {
  const hits = new Float64Array(LIST_LENGTH); // by rank
  const shown = new Set<string>();
  const times = new Float64Array(predictions.length);
  predictions.forEach(({ session, next }, i) => {
    const start = clock();
    const list = recommend(session);
    times[i] = (clock() - start) * 1000;
    for (const item of list) shown.add(item);
    const rank = list.indexOf(next);
    if (rank !== -1) hits[rank] = (hits[rank] ?? 0) + 1;
  });
  times.sort();
  const perPrediction = 1 / Math.max(1, predictions.length);
  const hitRate = (length: number): number =>
    hits.subarray(0, length).reduce((sum, count) => sum + count, 0) * perPrediction;
  const reciprocal = hits.reduce((sum, count, rank) => sum + count / (rank + 1), 0);
  return {
    "HR@5": hitRate(5),
    "HR@10": hitRate(10),
    "HR@20": hitRate(20),
    "MRR@20": reciprocal * perPrediction,
    "coverage@20": shown.size / Math.max(1, trainingItems),
    p50_us: times[Math.floor(times.length * 0.5)] ?? 0,
    p90_us: times[Math.floor(times.length * 0.9)] ?? 0,
  };
}
