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
type Selection = z.infer<typeof selection>;
const reward = z.looseObject({
  reward_id: z.string(),
  query_id: z.string(),
  consumer_id: z.string().optional(),
  event_type: z.string(),
  value: z.number(),
  at: z.number(),
});
type Reward = z.infer<typeof reward>;

const envelope = z.object({
  consumer_id: z.string().optional(),
  tab: z.string(),
  events: z.looseObject({ type: z.string() }).array(),
});

const post = (path: RegExp) => (call: Call) => call.method === "POST" && path.test(call.path);

/** The questions asked so far, in order. */
export const questionsIn = (calls: readonly Call[]): Question[] =>
  calls.filter(post(/^\/v3\/action\/\w+$/)).map(({ body }) => question.parse(JSON.parse(body)));

const tracked = z.looseObject({
  seq: z.number(),
  name: z.string(),
  page_id: z.string(),
  params: z.record(z.string(), z.unknown()),
  tab: z.string(),
});

/** What was collected of one type so far, in order, each as often as it was sent. */
const collectedIn = (calls: readonly Call[], type: string) =>
  calls.filter(post(/^\/v3\/collect\/\w+$/)).flatMap(({ body }) => {
    const { consumer_id, tab, events } = envelope.parse(JSON.parse(body));
    return events
      .filter((event) => event.type === type)
      .map((event) => Object.assign(event, { consumer_id, tab }));
  });

/** Selections sent so far, each as often as it was sent. */
export const selectionsIn = (calls: readonly Call[]): Selection[] =>
  collectedIn(calls, "select").map((event) => selection.parse(event));

/** Rewards sent so far, each as often as it was sent. */
export const rewardsIn = (calls: readonly Call[]): Reward[] =>
  collectedIn(calls, "reward").map((event) => reward.parse(event));

/** What was tracked so far, in order, each as often as it was sent. */
export const trackedIn = (calls: readonly Call[]): z.infer<typeof tracked>[] =>
  collectedIn(calls, "track").map((event) => tracked.parse(event));

/** Tab and number of each event that was collected, each as often as it was sent. */
export const numberedIn = (calls: readonly Call[]): string[] =>
  calls.filter(post(/^\/v3\/collect\/\w+$/)).flatMap(({ body }) => {
    const { tab, events } = envelope.parse(JSON.parse(body));
    return events.map(({ seq }) => `${tab} ${String(seq)}`);
  });

/** Beacons among the calls: the only requests a page sends without wanting to read the answer. */
export const beaconsIn = (calls: readonly Call[]): Call[] =>
  calls.filter(({ headers }) => headers["sec-fetch-mode"] === "no-cors");
