import type { CaseSettings } from "@nextmove/contract";
import type { Term } from "@nextmove/engine";
import { failure } from "../../../http/problems.ts";
import { fail, ok } from "../../../result.ts";
import type {
  CaseCall,
  Outcome,
  Received,
  RewardItem,
} from "../../../protocol/decision-shard/calls.ts";
import {
  clippedReward,
  creditedRewards,
  type Delays,
  type Episode,
  hasArrived,
  learnedValue,
  nextKey,
} from "../../../decision-log/episode.ts";
import type { RewardBody, RewardEvent } from "../../../decision-log/events.ts";
import { windowMs } from "../../../decision-log/reward-window.ts";
import { wholeRefund } from "../../../decision-log/refund.ts";
import type { Effect } from "./select.ts";

/** Weight of an event type; with a list, what is not on it counts nothing. */
const weightOf = ({ reward_weights: weights }: CaseSettings, type: string): number =>
  Object.keys(weights).length === 0 ? 1 : Object.hasOwn(weights, type) ? (weights[type] ?? 0) : 0;

/** Keeps sums of credits finite and JSON-safe; far beyond any range a case can have. */
const CREDIT_LIMIT = 1e15;

const creditOf = (weight: number, value: number): number =>
  Math.min(CREDIT_LIMIT, Math.max(-CREDIT_LIMIT, weight * value));

/** What a reward is known by in itself, if anything; each reward of an order once, whichever requests bring it. */
const hasNaturalKey = ({ rewardId, orderId }: RewardItem): boolean =>
  rewardId !== undefined || orderId !== undefined;

/**
 * One reward counts once per query, type, order and reward id, or per request that says it is the
 * same; without any id every one is its own.
 */
const dedupeKeyOf = (item: RewardItem, episode: Episode): string => {
  if (hasNaturalKey(item)) {
    return JSON.stringify([item.eventType, item.orderId ?? null, item.rewardId ?? null]);
  }
  return item.requestKey === undefined
    ? nextKey(episode.rewards, episode, "#")
    : `=${item.requestKey}`;
};

/** Of what lapsed and was sent again. */
const afterLapsed = (key: string): string => `${key} again`;

/** The reward that came before under the key of the log, or else under the request's own. */
const findKnown = (
  { rewards }: Episode,
  key: string,
  { requestKey }: RewardItem,
): RewardEvent | undefined =>
  rewards.find(({ dedupeKey }) => dedupeKey === key || dedupeKey === afterLapsed(key)) ??
  rewards.find(
    (event) =>
      requestKey !== undefined &&
      (event.body.key === requestKey || event.dedupeKey === `=${requestKey}`),
  );

const metaOf = ({ pending, expired }: RewardBody): Received["meta"] => ({
  ...(pending ? { pending } : {}),
  ...(expired ? { expired } : {}),
});

/** The change a reward makes to what is learned, or none while nothing has been shown. */
const learn = (
  call: CaseCall,
  credit: number,
  episode: Episode,
  delays: Delays,
): { terms: Term[] } => {
  const { activation } = episode;
  if (!activation) return { terms: [] };
  const credits = creditedRewards(episode).map(({ body }) => body.credit);
  const from = learnedValue(episode, delays);
  const to = clippedReward([...credits, credit], call.settings.reward_range);
  return { terms: [{ action: activation.action, count: 0, from, to, at: activation.at }] };
};

/** Decides what a reward means. Pure. */
export const reward = (
  call: CaseCall,
  item: RewardItem,
  episode: Episode,
  delays: Delays,
): Outcome<Effect<RewardEvent>> => {
  const { decision } = episode;
  if (!decision && item.strict) {
    return fail(failure("unknown_query", "no decision with this query_id", "query_id"));
  }
  if (item.test || decision?.body.mode === "test") {
    return ok({ event: undefined, received: { replay: false, meta: {} } });
  }
  const key = dedupeKeyOf(item, episode);
  // What lapsed counted nothing, so it may be sent again; its place in the log is taken, though.
  const hasLapsed = episode.lapsed.some((event) => event.dedupeKey === key);
  const dedupeKey = hasLapsed ? afterLapsed(key) : key;
  const known = findKnown(episode, key, item);
  if (known) {
    return known.body.fingerprint === item.fingerprint
      ? ok({ event: undefined, received: { replay: true, meta: metaOf(known.body) } })
      : fail(
          failure("reward_conflict", "this reward was sent before with another body", "reward_id"),
        );
  }
  const value = item.value ?? wholeRefund(episode, item.orderId);
  const weight = weightOf(call.settings, item.eventType);
  const ageMs = decision ? call.now - item.ageMs - decision.body.at : 0;
  const expired = ageMs > windowMs(call.settings);
  const repeated =
    call.publishable && creditedRewards(episode).some(({ body }) => body.type === item.eventType);
  const ignored = weight === 0 || repeated;
  const counts = !expired && !ignored;
  // A reward of 0 says that nothing came: it settles the decision, but it is no arrival.
  const arrives = counts && value !== 0 && !hasArrived(episode);
  const body: RewardBody = {
    at: call.now,
    request: call.requestId,
    fingerprint: item.fingerprint,
    type: item.eventType,
    value,
    ...(item.value === undefined ? { whole: true } : {}),
    ...(item.orderId === undefined ? {} : { order: item.orderId }),
    ...(hasNaturalKey(item) && item.requestKey !== undefined ? { key: item.requestKey } : {}),
    ...(decision || item.consumerId === undefined ? {} : { consumer: item.consumerId }),
    ...(call.publishable ? { byPage: true } : {}),
    credit: counts ? creditOf(weight, value) : 0,
    ...(arrives && episode.activation ? { arrival: delays.levelOf(episode.activation.seq) } : {}),
    ...(decision ? {} : { pending: true }),
    ...(expired ? { expired: true } : {}),
    ...(ignored ? { ignored: true } : {}),
    ...(decision?.body.consumer !== undefined &&
    item.consumerId !== undefined &&
    decision.body.consumer !== item.consumerId
      ? { mismatch: true }
      : {}),
    ...(counts ? learn(call, creditOf(weight, value), episode, delays) : { terms: [] }),
  };
  return ok({
    event: { kind: "reward", queryId: item.queryId, dedupeKey, body },
    received: { replay: false, meta: metaOf(body) },
  });
};
