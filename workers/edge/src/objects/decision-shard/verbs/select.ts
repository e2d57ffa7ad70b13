import { predict, type Replica } from "@nextmove/engine";
import { failure } from "../../../http/problems.ts";
import { fail, ok } from "../../../result.ts";
import type {
  CaseCall,
  Outcome,
  Received,
  SelectItem,
} from "../../../protocol/decision-shard/calls.ts";
import { expectationOf } from "./expectation.ts";
import { awaitsShowing, teaches } from "../../../decision-log/teaches.ts";
import { isSelectable } from "./selectable.ts";
import {
  type Activation,
  begin,
  clippedReward,
  creditedRewards,
  type Delays,
  type Episode,
  hasArrived,
  learnedValue,
  nextKey,
  retract,
} from "../../../decision-log/episode.ts";
import {
  type DecisionEvent,
  isList,
  type SelectBody,
  type SelectEvent,
} from "../../../decision-log/events.ts";
import { windowMs } from "../../../decision-log/reward-window.ts";

/** What a call leads to: an event to store (or none), and the answer. */
export interface Effect<Event> {
  event: Omit<Event, "seq"> | undefined;
  received: Received;
}

const answered = (received: Partial<Received>): Outcome<Effect<SelectEvent>> =>
  ok({ event: undefined, received: { replay: false, meta: {}, ...received } });

/** The terms that move learning to the selected action, and what is expected of it. */
const learn = (
  call: CaseCall,
  { action, ageMs }: SelectItem,
  decision: DecisionEvent,
  episode: Episode,
  replica: Replica,
  delays: Delays,
): Pick<SelectBody, "terms" | "expectation" | "arrival" | "left"> => {
  const { mode, at, observation } = decision.body;
  const late = call.now - ageMs - at > windowMs(call.settings);
  if (late || isList(decision.body) || !teaches(mode)) return { terms: [] };
  const { activation } = episode;
  if (activation?.action === action) return { terms: [] };
  const range = call.settings.reward_range;
  const credits = creditedRewards(episode).map(({ body }) => body.credit);
  const { mean } = predict(replica, observation, action);
  const expectation = expectationOf(replica, action, mean, range);
  const value = credits.length > 0 ? clippedReward(credits, range) : expectation.mean;
  return {
    terms: [
      ...(activation ? [retract(activation, learnedValue(episode, delays))] : []),
      begin(action, value, call.now),
    ],
    expectation,
    ...(hasArrived(episode) ? { arrival: 0 } : {}),
    ...(activation ? { left: countedOf(activation, episode, delays) } : {}),
  };
};

/** What has been counted of an activation. */
const countedOf = (
  { seq }: Activation,
  { arrival }: Episode,
  delays: Delays,
): NonNullable<SelectBody["left"]> => ({
  level: delays.levelOf(seq),
  ...(arrival === undefined ? {} : { arrival }),
});

const UNKNOWN_ACTION = failure(
  "unknown_action",
  "the action was neither returned nor is it in the catalogue",
  "action",
);

/** Decides what a selection means. Pure but for the replica it reads. */
export const select = (
  call: CaseCall,
  item: SelectItem,
  episode: Episode,
  replica: Replica,
  delays: Delays,
): Outcome<Effect<SelectEvent>> => {
  const { decision } = episode;
  const previous = episode.selections.at(-1);
  if (!decision && item.strict) {
    return fail(failure("unknown_query", "no decision with this query_id", "query_id"));
  }
  const isStranger = decision && !isSelectable(call, decision.body, item.action);
  if (item.test || decision?.body.mode === "test") {
    return isStranger ? fail(UNKNOWN_ACTION) : answered({});
  }
  if (previous?.body.action === item.action) {
    return answered({ replay: true, meta: metaOf(previous.body) });
  }
  const sent = episode.selections.find(
    ({ body }) => item.requestKey !== undefined && body.key === item.requestKey,
  );
  if (sent?.body.action === item.action) {
    return answered({ replay: true, meta: metaOf(sent.body) });
  }
  // Several products of a list may be looked at, one after the other.
  const isOfList = decision !== undefined && isList(decision.body);
  if (sent || (previous && call.publishable && !isOfList)) {
    return fail(
      failure("selection_conflict", "another action was selected for this query", "action"),
    );
  }
  if (isStranger) return fail(UNKNOWN_ACTION);
  const isOffPolicy = decision !== undefined && decision.body.order[0] !== item.action;
  const isAwaited = decision !== undefined && awaitsShowing(decision.body) && !previous;
  const body: SelectBody = {
    at: call.now,
    request: call.requestId,
    action: item.action,
    ...(item.requestKey === undefined ? {} : { key: item.requestKey }),
    ...(decision ? {} : { pending: true }),
    ...(isOffPolicy && !isOfList ? { offPolicy: true } : {}),
    ...(isAwaited && !isOffPolicy ? { shows: true } : {}),
    ...(decision ? learn(call, item, decision, episode, replica, delays) : { terms: [] }),
  };
  return ok({
    event: {
      kind: "select",
      queryId: item.queryId,
      // A selection may return to an earlier action, so the action alone is no key.
      dedupeKey: nextKey(episode.selections, episode),
      body,
    },
    received: { replay: false, meta: metaOf(body) },
  });
};

const metaOf = ({ pending, offPolicy }: SelectBody): Received["meta"] => ({
  ...(pending ? { pending } : {}),
  ...(offPolicy ? { off_policy: offPolicy } : {}),
});
