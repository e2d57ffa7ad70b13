import type { LonePart, Recommender } from "@nextmove/engine";
import {
  createRecommender,
  LONE_PARTS,
  recommend,
  recommendByPart,
  recordEvent,
} from "@nextmove/engine";
import type { Measures } from "./measure.ts";
import { LIST_LENGTH, measure } from "./measure.ts";
import type { Prediction } from "./predictions.ts";
import type { Visits } from "./visits.ts";
import { inOrder } from "./visits.ts";

/** What `--json` prints. */
export interface Report {
  readonly recommender: Measures;
  readonly parts: Readonly<Record<LonePart, Measures>>;
}

/** Lets the recommender see the training views one by one, as a shop's would come in. */
export function train(visits: Visits, onView: () => void): Recommender {
  // Sessions are as the file has them, however long their pauses.
  const recommender = createRecommender({ idleMs: Infinity });
  for (const view of inOrder(visits)) {
    recordEvent(recommender, {
      visitor: String(visits.sessions[view]),
      item: visits.itemIds[visits.items[view] ?? 0] ?? "",
      kind: "view",
      at: visits.times[view] ?? 0,
    });
    onView();
  }
  return recommender;
}

/** Asks the recommender and each of its parts alone; nothing is learned from the test. */
export function evaluate(
  recommender: Recommender,
  predictions: readonly Prediction[],
  trainingItems: number,
  now: number,
  clock: () => number,
): Report {
  const options = { limit: LIST_LENGTH, now };
  const all = measure(
    predictions,
    (session) => recommend(recommender, { kind: "session", session }, options).map((r) => r.item),
    trainingItems,
    clock,
  );
  const alone = LONE_PARTS.map((part) => {
    const lists = (session: readonly string[]): string[] =>
      recommendByPart(recommender, part, session, LIST_LENGTH);
    return [part, measure(predictions, lists, trainingItems, clock)] as const;
  });
  return { recommender: all, parts: Object.fromEntries(alone) as Report["parts"] };
}
