import { z } from "zod";

/** A webhook's secret as the operator sees it: when it was made, until when it signs. */
const secretDescription = z.object({
  created_at: z.iso.datetime(),
  /** Null for the one that stays. */
  expires_at: z.iso.datetime().nullable(),
});

/** A sink's settings without its secrets: of headers only the names are shown. */
export const sinkDescription = z.object({
  sink_id: z.string(),
  kind: z.enum(["test_cycle", "webhook", "r2", "ga4"]),
  url: z.string().optional(),
  cases: z.array(z.string()).optional(),
  events: z.array(z.string()).optional(),
  from: z.enum(["now", "start"]),
  enabled: z.boolean(),
  /** Why it was switched off without having been asked to, and when. */
  disabled: z.object({ at: z.iso.datetime(), reason: z.string() }).optional(),
  created_at: z.iso.datetime(),
  headers: z.array(z.string()).optional(),
  has_token: z.boolean().optional(),
  timeout_ms: z.number().optional(),
  include_state: z.boolean().optional(),
  prefix: z.string().optional(),
  measurement_id: z.string().optional(),
  currency: z.string().optional(),
  secrets: z.array(secretDescription).optional(),
});
export type SinkDescription = z.infer<typeof sinkDescription>;

/** How a sink's delivery goes, over all its objects. */
export const sinkHealth = z.object({
  delivered: z.number(),
  /** Taken from the logs and not delivered yet. */
  waiting: z.number(),
  /** Given up until a replay, with the latest reasons. */
  parked: z.number(),
  parked_reasons: z.array(z.object({ id: z.string(), at: z.iso.datetime(), reason: z.string() })),
  /** Of a kind or visitor that the sink has no form for. */
  skipped: z.number(),
  /** Log entries that were dropped before the sink had taken them, and what was parked for too long. */
  lost: z.number(),
  /** Taken out because their consumer was erased. */
  erased: z.number(),
  /** Age of the oldest that waits, ms. */
  oldest_waiting_ms: z.number().nullable(),
  last_error: z.object({ at: z.iso.datetime(), reason: z.string() }).nullable(),
  /** Open: the endpoint failed repeatedly and is left alone until then. */
  breaker: z.object({
    state: z.enum(["closed", "open", "half_open"]),
    until: z.iso.datetime().nullable(),
  }),
});
export type SinkHealth = z.infer<typeof sinkHealth>;

const answered = z.object({ status: z.literal(1) });

/** Answer of `PUT /v3/sinks/{id}` and of `POST …/rotate-secret`. */
export const sinkResponse = answered.extend({
  ...sinkDescription.shape,
  /** Of a webhook, and only when it was made just now: this answer alone shows it. */
  secret: z.string().optional(),
});
export type SinkResponse = z.infer<typeof sinkResponse>;

/** Answer of `GET /v3/sinks/{id}`. */
export const sinkStatus = answered.extend({ ...sinkDescription.shape, health: sinkHealth });
export type SinkStatus = z.infer<typeof sinkStatus>;

export const sinkListResponse = answered.extend({ sinks: z.array(sinkDescription) });

/** Answer of `POST /v3/sinks/{id}/replay`: how many parked messages are tried again. */
export const sinkReplayResponse = answered.extend({ requeued: z.number() });
