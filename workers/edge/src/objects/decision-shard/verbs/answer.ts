import type { Explanation } from "@nextmove/contract";
import { failure } from "../../../http/problems.ts";
import { fail, ok } from "../../../result.ts";
import type { Decided, DecideItem, Outcome } from "../../../protocol/decision-shard/calls.ts";
import type { DecisionEvent } from "../../../decision-log/events.ts";

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
