import { z } from "zod";
import { visitState } from "./visit-state.ts";

const told = z.object({ seq: z.number(), at: z.number() });

/** An event as it is kept: `at` is the server's clock, ms. */
export const storedEvent = z.discriminatedUnion("type", [
  told.extend({ type: z.literal("select"), query_id: z.string(), action: z.string() }),
  told.extend({
    type: z.literal("reward"),
    query_id: z.string(),
    event_type: z.string(),
    value: z.number().optional(),
    order_id: z.string().optional(),
  }),
  told.extend({
    type: z.literal("track"),
    name: z.string(),
    page_id: z.string().optional(),
    params: z.custom<Readonly<Record<string, unknown>>>(),
  }),
]);
export type StoredEvent = z.infer<typeof storedEvent>;

/** What one envelope brought that was new. */
export const storedEnvelope = z.object({
  at: z.number(),
  case_id: z.string(),
  tab: z.string(),
  session_id: z.string().optional(),
  events: z.array(storedEvent),
  /** Refused for good, and why. */
  refused: z.array(z.object({ seq: z.number(), code: z.string() })).optional(),
  dropped: z.array(z.object({ seq: z.number(), reason: z.string() })).optional(),
});
export type StoredEnvelope = z.infer<typeof storedEnvelope>;

/** What is known of a consumer beside what happened. */
export const consumerProfile = z.object({
  consumer_id: z.string(),
  aliases: z.record(z.string(), z.string()),
  session: z.object({ id: z.string(), number: z.number(), started_at: z.number() }).optional(),
  state: visitState,
  first_seen_at: z.number(),
  last_seen_at: z.number(),
});
export type ConsumerProfile = z.infer<typeof consumerProfile>;

/** Answer of `GET /v3/consumers/{id}`: newest first. */
export const consumerResponse = consumerProfile.extend({
  status: z.literal(1),
  history: z.array(storedEnvelope),
  /** For `?before=` of the next page; null on the last one. */
  before: z.number().nullable(),
});
export type ConsumerResponse = z.infer<typeof consumerResponse>;
