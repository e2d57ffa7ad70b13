import { z } from "zod";

import type { Call } from "./front.ts";

const question = z.looseObject({
  query_id: z.string(),
  consumer_id: z.string().optional(),
  aliases: z.record(z.string(), z.string()).optional(),
  state: z.looseObject({}),
});
/** What `decide` sends. */
export type Question = z.infer<typeof question>;

const selection = z.looseObject({
  event_id: z.string(),
  query_id: z.string(),
  action: z.string(),
  at: z.number(),
});
const reward = z.looseObject({
  reward_id: z.string(),
  query_id: z.string(),
  consumer_id: z.string().optional(),
  event_type: z.string(),
  value: z.number(),
  at: z.number(),
});

const post = (path: RegExp) => (call: Call) => call.method === "POST" && path.test(call.path);

/** The questions asked so far, in order. */
export const questionsIn = (calls: readonly Call[]): Question[] =>
  calls.filter(post(/^\/v3\/action\/\w+$/)).map(({ body }) => question.parse(JSON.parse(body)));

/** Selections sent so far, each as often as it was sent. */
export const selectionsIn = (calls: readonly Call[]): z.infer<typeof selection>[] =>
  calls
    .filter(post(/\/select\/batch$/))
    .flatMap(
      ({ body }) => z.object({ selection: selection.array() }).parse(JSON.parse(body)).selection,
    );

/** Rewards sent so far, each as often as it was sent. */
export const rewardsIn = (calls: readonly Call[]): z.infer<typeof reward>[] =>
  calls
    .filter(post(/^\/v3\/reward\/\w+\/batch$/))
    .flatMap(({ body }) => z.object({ rewards: reward.array() }).parse(JSON.parse(body)).rewards);

/** Beacons among the calls: the only requests a page sends without wanting to read the answer. */
export const beaconsIn = (calls: readonly Call[]): Call[] =>
  calls.filter(({ headers }) => headers["sec-fetch-mode"] === "no-cors");
