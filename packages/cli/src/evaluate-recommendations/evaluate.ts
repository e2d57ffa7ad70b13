import type { LonePart, Recommender } from "@nextmove/engine";
import {
  createHead,
  createRecommender,
  HEAD_CANDIDATES,
  LONE_PARTS,
  recommend,
  recommendByPart,
  recordEvent,
  reRank,
} from "@nextmove/engine";
import { NEW_CASE } from "../new-case.ts";
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

/** Lists as they are served: the recommender's best, their order drawn by a head that knows no reward. */
function listsOf(recommender: Recommender, now: number): (session: readonly string[]) => string[] {
  const head = createHead();
  let asked = 0;
  return (session) => {
    asked += 1;
    const limit = Math.max(LIST_LENGTH, HEAD_CANDIDATES);
    const candidates = recommend(recommender, { kind: "session", session }, { limit, now });
    const context = { kind: "session", session, basket: [] };
    const seed = String(asked);
    const floor = NEW_CASE.exploration_floor;
    const request = { context, candidates, seed, floor, uniformShare: 0, now };
    const { next } = reRank(recommender, head, request);
    return Array.from({ length: LIST_LENGTH }, () => next(() => true)).flatMap(
      (drawn) => candidates[drawn?.index ?? -1]?.item ?? [],
    );
  };
}

/** Asks the recommender and each of its parts alone; nothing is learned from the test. */
export function evaluate(
  recommender: Recommender,
  predictions: readonly Prediction[],
  trainingItems: number,
  now: number,
  clock: () => number,
): Report {
  const all = measure(predictions, listsOf(recommender, now), trainingItems, clock);
  const alone = LONE_PARTS.map((part) => {
    const lists = (session: readonly string[]): string[] =>
      recommendByPart(recommender, part, session, LIST_LENGTH);
    return [part, measure(predictions, lists, trainingItems, clock)] as const;
  });
  return { recommender: all, parts: Object.fromEntries(alone) as Report["parts"] };
}
