import { z } from "zod";
import { clientTime, identifier } from "../identifiers.ts";
import { consumerOf, consumerSpellings } from "./spelling.ts";

export const rewardObject = z.looseObject({
  query_id: identifier,
  ...consumerSpellings,
  event_type: identifier.nullish(),
  value: z.number(),
  token: z.string().max(512).nullish(),
  reward_id: identifier.nullish(),
  event_id: identifier.nullish(),
  order_id: identifier.nullish(),
  at: clientTime.nullish(),
});
export const toReward = (body: z.output<typeof rewardObject>) => ({
  queryId: body.query_id,
  consumerId: consumerOf(body),
  eventType: body.event_type ?? "reward",
  value: body.value,
  token: body.token ?? undefined,
  rewardId: body.reward_id ?? body.event_id ?? undefined,
  orderId: body.order_id ?? undefined,
  at: body.at ?? undefined,
});

export const rewardInput = rewardObject.transform(toReward);
/** One reward reported, in our own spelling. `value` is in the shop's own unit. */
export type RewardInput = z.output<typeof rewardInput>;

/** `POST /reward/{case_id}` */
export const rewardRequest = rewardObject
  .extend({ test_api: z.boolean().nullish(), sent_at: clientTime.nullish() })
  .transform((body) => ({
    ...toReward(body),
    test: body.test_api ?? false,
    sentAt: body.sent_at ?? undefined,
  }));
