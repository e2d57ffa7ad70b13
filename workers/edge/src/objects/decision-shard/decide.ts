import { actionsFor, type Explanation } from "@nextmove/contract";
import { predict, rank, type Replica, returningShare } from "@nextmove/engine";
import { failure } from "../../http/problems.ts";
import { fail, ok } from "../../result.ts";
import type { CaseCall, Decided, DecideItem, Outcome } from "./calls.ts";
import {
  begin,
  clipped,
  clippedReward,
  creditedRewards,
  type Episode,
  hasArrived,
  type RewardRange,
} from "./episode.ts";
import type { AssignedModel } from "./assigned-models.ts";
import {
  type DecisionBody,
  type DecisionEvent,
  type Expectation,
  isList,
  type Mode,
} from "./events.ts";

/** A propensity divides rewards when policies are compared: far more digits than the data can tell. */
const PROBABILITY_DIGITS = 9;
const SCORE_DIGITS = 6;

const rounded = (values: readonly number[], digits: number): number[] =>
  values.map((value) => Number(value.toPrecision(digits)));

/** What is expected of an action at the moment it is shown; `mean` is its predicted reward. */
export const expectationOf = (
  replica: Replica,
  action: string,
  mean: number,
  range: RewardRange,
): Expectation => ({
  mean: clipped(mean, range),
  share: returningShare(replica, action),
  table: replica.header.delays.version,
});

/** What fixes the mode beforehand; undefined leaves it to the draw. */
const modeOf = (
  { settings }: CaseCall,
  item: DecideItem,
  assigned: AssignedModel,
): Mode | undefined => {
  if (item.uncatalogued) return "uncatalogued";
  // A test is a real ranking by the model, whoever asks.
  if (item.test) return "test";
  if (item.holdout) return "holdout";
  if (assigned === "missing") return "fallback";
  return settings.apprentice && assigned === "live" ? "apprentice" : undefined;
};

interface Draw {
  order: string[];
  probabilities: number[];
  scores: number[];
  mode: Mode;
  /** What ranked, or would have. */
  replica: Replica;
}

const asGiven = (actions: string[], mode: Mode, replica: Replica): Draw => ({
  order: actions,
  probabilities: actions.map((_, index) => (index === 0 ? 1 : 0)),
  scores: [],
  mode,
  replica,
});

const draw = (call: CaseCall, item: DecideItem, live: Replica, assigned: AssignedModel): Draw => {
  const mode = modeOf(call, item, assigned);
  if (mode === "holdout" || mode === "apprentice") return asGiven(item.actions, mode, live);
  const version = typeof assigned === "string" ? undefined : assigned;
  const policy = assigned === "external" ? "given_order" : (version?.settings.policy ?? "model");
  if (policy === "given_order" && mode !== "uncatalogued") {
    return asGiven(item.actions, mode ?? "reference", version?.replica ?? live);
  }
  const { settings } = call;
  const replica = version?.replica ?? live;
  const isUniform = mode === "uncatalogued" || policy === "uniform";
  const ranked = rank(replica, {
    observation: item.observation,
    actions: item.actions,
    seed: item.seed,
    floor: version?.settings.exploration_floor ?? settings.exploration_floor,
    uniformShare: isUniform ? 1 : settings.uniform_share,
  });
  const { order, places, probabilities, scores } = ranked;
  return {
    order,
    probabilities: places.map((place) => probabilities[place] ?? 0),
    scores: places.map((place) => scores[place]?.mean ?? 0),
    mode: mode ?? (ranked.uniform ? "uniform" : "model"),
    replica,
  };
};

const SILENT: ReadonlySet<Mode> = new Set(["test", "holdout", "uncatalogued"]);

/** Whether decisions of a mode are learned from: of actions by the model, of lists of products by their head. */
export const teaches = (mode: Mode): boolean => !SILENT.has(mode);

/**
 * Whether the page is to say if the action that was drawn is shown, and the model learns what that
 * brings: of these `tally.ts` counts how many are.
 */
export const awaitsShowing = (body: DecisionBody): boolean =>
  body.activation === "deferred" && !isList(body) && teaches(body.mode);

/**
 * Whether the model can learn these actions beside those it knows. Each takes a matrix in every object
 * of the case, so without a bound ids sent as actions would fill their memory. What is in the catalogue
 * always has room.
 */
export const hasRoom = (call: CaseCall, item: DecideItem, { actions }: Replica): boolean => {
  const mode = modeOf(call, item, "live");
  if (mode && !teaches(mode)) return true;
  const { actions: catalogue } = call.settings;
  const strangers = item.actions.filter(
    (action) => !actions.has(action) && !catalogue.includes(action),
  );
  return (
    strangers.length === 0 || actions.size + strangers.length <= actionsFor(call.settings.dimension)
  );
};

/** What was ranked, and how much of it was returned. */
interface Returned {
  order: readonly string[];
  limit?: number | undefined;
}

/**
 * Whether an action may be said to have been shown: it was returned, or the catalogue has it (an
 * agent's override); a browser cannot override what it was not allowed to rank.
 */
export const isSelectable = (
  { settings, publishable }: CaseCall,
  { order, limit }: Returned,
  action: string,
): boolean =>
  order.slice(0, limit).includes(action) ||
  (settings.actions.includes(action) && (!publishable || order.includes(action)));

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
    probabilities: rounded(probabilities, PROBABILITY_DIGITS),
    scores: rounded(scores, SCORE_DIGITS),
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

const explain = ({ body }: DecisionEvent): Explanation => ({
  mode: body.mode,
  ...(body.testModel === undefined ? {} : { model_id: body.testModel }),
  model_version: body.model,
  feature_space: body.space,
  actions: body.order.map((action, index) => {
    const score = body.scores[index];
    const probability = body.probabilities[index] ?? 0;
    return score === undefined ? { action, probability } : { action, probability, score };
  }),
});

/** The answer a stored decision gives, the first time and at every replay. */
export const answer = (event: DecisionEvent, item: DecideItem, replay: boolean): Decided => ({
  queryId: event.queryId,
  actions: event.body.order.slice(0, event.body.limit),
  replay,
  explanation: item.explain ? explain(event) : undefined,
});

/** The stored answer of a query decided before, or the conflict of another body under its id. */
export const replay = (event: DecisionEvent, item: DecideItem): Outcome<Decided> =>
  event.body.fingerprint === item.fingerprint
    ? ok(answer(event, item, true))
    : fail(
        failure(
          "query_id_conflict",
          "this query_id was decided before with another consumer, state, actions or limit",
          "query_id",
        ),
      );
