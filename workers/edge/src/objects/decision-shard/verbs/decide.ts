import { predict, type Replica } from "@nextmove/engine";
import type { AssignedModel } from "./assigned-models.ts";
import type { CaseCall, DecideItem } from "../../../protocol/decision-shard/calls.ts";
import { draw } from "./draw.ts";
import {
  begin,
  clippedReward,
  creditedRewards,
  type Episode,
  hasArrived,
} from "../../../decision-log/episode.ts";
import type { DecisionBody, DecisionEvent } from "../../../decision-log/events.ts";
import { expectationOf } from "./expectation.ts";
import { loggedProbability, loggedScore } from "../../../decision-log/logged-digits.ts";
import { teaches } from "../../../decision-log/teaches.ts";
import { isSelectable, type Returned } from "./selectable.ts";

/** The action that was selected before its decision came; what cannot have been shown is ignored. */
const selectedEarly = (
  call: CaseCall,
  returned: Returned,
  { selections }: Episode,
): string | undefined => {
  const early = selections.at(-1)?.body.action;
  return early !== undefined && isSelectable(call, returned, early) ? early : undefined;
};

/** What had been waiting for a decision, or undefined. */
const attachedTo = (
  call: CaseCall,
  returned: Returned,
  { selections, rewards }: Episode,
  { early, consumer }: { early: string | undefined; consumer: string | undefined },
): DecisionBody["attached"] => {
  if (selections.length + rewards.length === 0) return undefined;
  const strangers = selections.filter(({ body }) => !isSelectable(call, returned, body.action));
  const mismatches = rewards.filter(
    ({ body }) => (body.consumer ?? consumer) !== (consumer ?? body.consumer),
  );
  return {
    selections: selections.length - strangers.length,
    rewards: rewards.length,
    ...(early !== undefined && early !== returned.order[0] ? { offPolicy: true } : {}),
    ...(strangers.length > 0 ? { strangers: strangers.length } : {}),
    ...(mismatches.length > 0 ? { mismatches: mismatches.length } : {}),
  };
};

/**
 * Ranks and says what to store. Pure but for the replicas it reads.
 *
 * @param live what is expected of an action is always by the live model: all lines of the model learn the
 *   same lessons
 * @param before selects and rewards of the same query that overtook the decision
 */
export const decide = (
  call: CaseCall,
  item: DecideItem,
  live: Replica,
  before: Episode,
  assigned: AssignedModel = "live",
): Omit<DecisionEvent, "seq"> => {
  const { order, probabilities, scores, mode, replica } = draw(call, item, live, assigned);
  const { activation } = call.settings;
  const returned = { order, limit: item.limit };
  const early = selectedEarly(call, returned, before);
  const attached = attachedTo(call, returned, before, { early, consumer: item.consumerId });
  const body: DecisionBody = {
    at: call.now,
    request: call.requestId,
    fingerprint: item.fingerprint,
    ...(item.consumerId === undefined ? {} : { consumer: item.consumerId }),
    ...(item.aliases === undefined ? {} : { aliases: item.aliases }),
    observation: item.observation,
    order,
    probabilities: probabilities.map(loggedProbability),
    scores: scores.map(loggedScore),
    ...(item.limit === undefined ? {} : { limit: item.limit }),
    mode,
    ...(item.model === undefined ? {} : { testModel: item.model }),
    model: replica.header.version,
    space: replica.header.space.version,
    activation: activation === "auto" ? (call.forBrowser ? "deferred" : "immediate") : activation,
    ...(attached ? { attached } : {}),
    terms: [],
  };
  const shown = early ?? (body.activation === "immediate" ? order[0] : undefined);
  if (shown !== undefined && teaches(mode)) {
    const score = replica === live ? scores[order.indexOf(shown)] : undefined;
    const mean = score ?? predict(live, item.observation, shown).mean;
    const range = call.settings.reward_range;
    const expectation = expectationOf(live, shown, mean, range);
    const credits = creditedRewards(before).map((reward) => reward.body.credit);
    const value = credits.length > 0 ? clippedReward(credits, range) : expectation.mean;
    body.expectation = expectation;
    if (hasArrived(before)) body.arrival = 0;
    body.terms = [begin(shown, value, call.now)];
  }
  return { kind: "decision", queryId: item.queryId, dedupeKey: "", body };
};
