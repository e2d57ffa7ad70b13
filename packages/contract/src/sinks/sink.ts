import { z } from "zod";
import { caseId, storableText } from "../identifiers.ts";
import { currency } from "../test-cycle/event.ts";
import { SINK_HEADERS_LIMIT, SINK_URL_LIMIT_CHARACTERS } from "./limits.ts";

/** Name of a sink in a path; also part of the names of its objects. */
export const sinkId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, "must be 1 to 64 of A-Z a-z 0-9 _ -");

/** What happens and can be forwarded. */
export const FORWARDED_TYPES = [
  "decision",
  "select",
  "reward",
  "model_assigned",
  "assistance_triggered",
  "offer_accepted",
  "assistance_started",
  "outcome",
] as const;
export const forwardedType = z.enum(FORWARDED_TYPES);
export type ForwardedType = z.infer<typeof forwardedType>;

/** Visible ASCII: all that a header may hold everywhere. */
const headerText = z.string().regex(/^[\x21-\x7e](?:[\x20-\x7e]{0,1022}[\x21-\x7e])?$/);

/** Headers that the request itself decides. */
const RESERVED =
  /^(host|content-.*|connection|transfer-encoding|webhook-.*|user-agent|authorization|cf-.*)$/;

const headers = z
  .record(z.string().regex(/^[a-z0-9-]{1,64}$/, "must be a header name in lower case"), headerText)
  .refine(
    (named) => Object.keys(named).length <= SINK_HEADERS_LIMIT,
    `more than ${SINK_HEADERS_LIMIT}`,
  )
  .refine((named) => !Object.keys(named).some((name) => RESERVED.test(name)), "a name is reserved");

const url = z.string().max(SINK_URL_LIMIT_CHARACTERS);

const everySink = {
  /** Only what belongs to these cases, and what belongs to none (the test cycle's own events); all when absent. */
  cases: z.array(caseId).min(1).max(100).optional(),
  /** Only these kinds of event; when absent all, to Google Analytics selections and rewards. */
  events: z
    .array(forwardedType)
    .min(1)
    .transform((types) => [...new Set(types)])
    .optional(),
  /** With what a new sink begins: what happens from now on, or all that the logs still hold. */
  from: z.enum(["now", "start"]).default("now"),
  /** Switched off it takes nothing; what happens meanwhile waits in the logs, within their bound. */
  enabled: z.boolean().default(true),
};

const overHttp = {
  url,
  /** Sent with every request; values are never shown again. */
  headers: headers.optional(),
  /** How long an endpoint may take to answer. */
  timeout_ms: z.int().min(500).max(30_000).default(15_000),
};

/** Another Test Cycle API: its five events as JSON, one a request. */
const testCycleSink = z.strictObject({
  kind: z.literal("test_cycle"),
  ...everySink,
  ...overHttp,
  /** Sent as `Authorization: Bearer`. */
  token: headerText.optional(),
});

/** Any endpoint: every message signed as Standard Webhooks describes it. */
const webhookSink = z.strictObject({
  kind: z.literal("webhook"),
  ...everySink,
  ...overHttp,
  /** Let decisions carry the state they were made from. */
  include_state: z.boolean().default(false),
});

/** Files of JSON lines in the deployment's R2 bucket, by hour. */
const r2Sink = z.strictObject({
  kind: z.literal("r2"),
  ...everySink,
  /** What the names of its files begin with. */
  prefix: z
    .string()
    .regex(/^[A-Za-z0-9_./-]{1,128}$/)
    .default("events"),
  include_state: z.boolean().default(true),
});

/** Google Analytics 4 by its Measurement Protocol: events of visitors it knows. */
const ga4Sink = z.strictObject({
  kind: z.literal("ga4"),
  ...everySink,
  measurement_id: z.string().regex(/^G-[A-Z0-9]{4,20}$/, "must be as in G-ABC1234567"),
  /** Of the data stream. Never shown again. */
  api_secret: storableText(128).optional(),
  /** ISO 4217, of rewards: without a currency GA counts no revenue. */
  currency: currency.default("EUR"),
  timeout_ms: overHttp.timeout_ms,
});

/** `PUT /v3/sinks/{id}`. A secret that is left out stays as it was, while the host does. */
export const sinkSettings = z.discriminatedUnion("kind", [
  testCycleSink,
  webhookSink,
  r2Sink,
  ga4Sink,
]);
export type SinkSettings = z.output<typeof sinkSettings>;
export type SinkKind = SinkSettings["kind"];
