import { bestOf } from "../scores/best.ts";
import { placeOf } from "../mixture/candidates.ts";
import { mainReason, ownReason } from "./explain.ts";
import { mix, ofStage, softmax, stageOf } from "../mixture/mixture.ts";
import { proposeNext } from "../proposing/propose-next.ts";
import { MOST_SESSION_ITEMS } from "../events/record-event.ts";
import type { Allowed, Found } from "./found.ts";
import { numberOf } from "../items/item-table.ts";
import { groupsOf } from "../items/groups.ts";
import type { Recommender } from "../state/recommender.ts";
import type { RecommendationRequest } from "./request.ts";
import { openSessionOf } from "./witnesses.ts";

type SessionRequest = Extract<RecommendationRequest, { kind: "session" }>;

/** What the visitor may look at next, by all parts together as weighed in this case. */
export function recommendForSession(
  recommender: Recommender,
  { session, visitor, search }: SessionRequest,
  limit: number,
  now: number,
  allowed: Allowed,
): Found[] {
  const { items: table, mixture, views } = recommender;
  const items = session.slice(-MOST_SESSION_ITEMS).flatMap((id) => numberOf(table, id) ?? []);
  const own = openSessionOf(views, recommender.openViews, visitor);
  const known = { items, own, ...(search === undefined ? {} : { search }) };
  const candidates = proposeNext(recommender, known, now);
  const stage = stageOf(new Set(items).size);
  const chances = mix(mixture, stage, candidates);
  softmax(chances);
  const weights = ofStage(mixture.weights, stage);
  const best = bestOf(
    candidates.count,
    (place) => candidates.items[place] ?? 0,
    (place) => chances[place] ?? 0,
    limit,
    allowed,
    groupsOf(recommender),
  );
  return best.map(({ item: number, value: score }) => {
    const place = placeOf(candidates, number);
    const reason = mainReason(weights, candidates, place);
    const own = ownReason(weights, candidates, place);
    return {
      number,
      score,
      reason,
      ...(own === undefined || own === reason ? {} : { otherwise: own }),
    };
  });
}
