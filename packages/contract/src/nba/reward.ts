import { z } from "zod";
import { clientTime, identifier } from "../identifiers.ts";
import { consumerOf, consumerSpellings } from "./spelling.ts";

export const rewardObject = z.looseObject({
  query_id: identifier,
  ...consumerSpellings,
  event_type: identifier.nullish(),
  /** In the shop's own unit. A `refund` without one is of all that its order paid. */
  value: z.number().nullish(),
  token: z.string().max(512).nullish(),
  reward_id: identifier.nullish(),
  event_id: identifier.nullish(),
  order_id: identifier.nullish(),
  at: clientTime.nullish(),
});

/** The type of a reward that may name no sum. */
export const REFUND = "refund";

export const toReward = (body: z.output<typeof rewardObject>, context: z.RefinementCtx) => {
  const value = body.value ?? undefined;
  if (value === undefined && body.event_type !== REFUND) {
    context.addIssue({ code: "invalid_type", expected: "number", input: value, path: ["value"] });
  }
  return {
    queryId: body.query_id,
    consumerId: consumerOf(body),
    eventType: body.event_type ?? "reward",
    value,
    token: body.token ?? undefined,
    rewardId: body.reward_id ?? body.event_id ?? undefined,
    orderId: body.order_id ?? undefined,
    at: body.at ?? undefined,
  };
};

export const rewardInput = rewardObject.transform(toReward);
/** One reward reported, in our own spelling; a refund of all that its order paid has no `value`. */
export type RewardInput = z.output<typeof rewardInput>;

/** `POST /reward/{case_id}` */
export const rewardRequest = rewardObject
  .extend({ test_api: z.boolean().nullish(), sent_at: clientTime.nullish() })
  .transform((body, context) => ({
    ...toReward(body, context),
    test: body.test_api ?? false,
    sentAt: body.sent_at ?? undefined,
  }));
