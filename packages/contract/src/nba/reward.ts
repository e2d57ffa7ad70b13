import { z } from "zod";
import { clientTime, identifier } from "../identifiers.ts";
import { consumerOf, consumerSpellings, optional } from "./spelling.ts";

export const rewardObject = z.looseObject({
  query_id: identifier,
  ...consumerSpellings,
  event_type: optional(identifier),
  value: z.number(),
  token: optional(z.string().max(512)),
  reward_id: optional(identifier),
  event_id: optional(identifier),
  order_id: optional(identifier),
  at: optional(clientTime),
});
export const toReward = (body: z.output<typeof rewardObject>) => ({
  queryId: body.query_id,
  consumerId: consumerOf(body),
  eventType: body.event_type ?? "reward",
  value: body.value,
  token: body.token,
  rewardId: body.reward_id ?? body.event_id,
  orderId: body.order_id,
  at: body.at,
});

export const rewardInput = rewardObject.transform(toReward);
/** One reward reported, in our own spelling. `value` is in the shop's own unit. */
export type RewardInput = z.output<typeof rewardInput>;

/** `POST /reward/{case_id}` */
export const rewardRequest = rewardObject
  .extend({ test_api: optional(z.boolean()), sent_at: optional(clientTime) })
  .transform((body) => ({ ...toReward(body), test: body.test_api ?? false, sentAt: body.sent_at }));
