import { z } from "zod";
import { refusedEvent } from "../collect/answer.ts";
import { identifier, storableText } from "../identifiers.ts";
import { FURTHER_LIMIT_CHARACTERS, MONEY_LIMIT } from "./limits.ts";
import { moment } from "./moment.ts";
import { plain, spelled } from "./spelling.ts";

/** Name of a model: a version of a case's (`banner_v3`), or one that the shop knows (`reference_v16`). */
export const modelId = storableText(128);

/** ISO 4217 */
export const currency = z
  .string()
  .regex(/^[A-Za-z]{3}$/, "must be the three letters of a currency")
  .transform((code) => code.toUpperCase());

export const money = z.number().min(-MONEY_LIMIT).max(MONEY_LIMIT);

/** What every event says. */
const common = {
  /** Makes the event known when it comes again; default: a hash of what it says. */
  eventId: identifier.nullish(),
  userTrackingId: identifier,
  /** Default: when it was received. */
  at: moment.nullish(),
};

/** `null` says as much as nothing. */
const sent = <Event extends { eventId?: unknown; at?: unknown }>(event: Event) => ({
  ...event,
  eventId: (event.eventId ?? undefined) as Exclude<Event["eventId"], null>,
  at: (event.at ?? undefined) as Exclude<Event["at"], null>,
});

const modelAssigned = z
  .object({ ...common, type: z.literal("model_assigned"), modelId })
  .transform(sent);

/** Ties the events of one assistance together; without ids there is one assistance per visitor. */
const assistanceId = identifier.nullish().transform((id) => id ?? "");
const assistance = { ...common, assistanceId };

const assistanceTriggered = z
  .object({
    ...assistance,
    type: z.literal("assistance_triggered"),
    /** False: the visitor was picked, and nobody was free to assist. */
    assistanceOffered: z.boolean(),
  })
  .transform(sent);

const offerAccepted = z
  .object({
    ...assistance,
    type: z.literal("offer_accepted"),
    /** What the visitor chose: the channel of what comes of it. */
    userSelectionId: storableText(64),
  })
  .transform(sent);

const assistanceStarted = z
  .object({ ...assistance, type: z.literal("assistance_started") })
  .transform(sent);

const outcome = z
  .object({
    ...common,
    type: z.literal("outcome"),
    /** Without it the visitor came to this on the web. */
    assistanceId: identifier.nullish(),
    outcomeId: storableText(128),
    /** Revenue; default: the catalogue's. A refund is negative. */
    value: money.nullish(),
    currency: currency.nullish(),
    cost: money.nullish(),
    orderId: identifier.nullish(),
    channel: storableText(64).nullish(),
  })
  .transform((event) => ({
    type: event.type,
    eventId: event.eventId ?? undefined,
    userTrackingId: event.userTrackingId,
    at: event.at ?? undefined,
    assistanceId: event.assistanceId ?? undefined,
    outcomeId: event.outcomeId,
    value: event.value ?? undefined,
    currency: event.currency ?? undefined,
    cost: event.cost ?? undefined,
    orderId: event.orderId ?? undefined,
    channel: event.channel ?? undefined,
  }));

/** An event in the spelling of the API's description. */
export const testCycleEventBody = z.discriminatedUnion("type", [
  modelAssigned,
  assistanceTriggered,
  offerAccepted,
  assistanceStarted,
  outcome,
]);

const NAMES = [
  "type",
  "eventId",
  "userTrackingId",
  "at",
  "modelId",
  "assistanceId",
  "assistanceOffered",
  "userSelectionId",
  "outcomeId",
  "value",
  "currency",
  "cost",
  "orderId",
  "channel",
];
const readNames = spelled(NAMES, { assistedoffered: "assistanceOffered" });

const TYPES = new Map(
  testCycleEventBody.options
    .map((option) => option.in.shape.type.value)
    .map((type) => [plain(type), type]),
);

const readSpelling = (body: unknown): unknown => {
  const event = readNames(body);
  if (typeof event !== "object" || event === null || !("type" in event)) return event;
  if (typeof event.type !== "string") return event;
  const name = plain(event.type);
  // The first version did not report visitors who could not be offered what they were picked for.
  if (name === "assistanceoffered") {
    return { assistanceOffered: true, ...event, type: "assistance_triggered" };
  }
  const type = TYPES.get(name) ?? event.type;
  return type === event.type ? event : { ...event, type };
};

/** One event of the test cycle, in any spelling it ever had. */
export const testCycleEvent = z.preprocess(readSpelling, testCycleEventBody);

/** An event as it was sent. */
export type SentTestCycleEvent = z.output<typeof testCycleEventBody>;

/** The visitor that a body names, whatever else is wrong with it. */
export const trackingIdIn = (body: unknown): string | undefined => {
  const { userTrackingId: id } = Object(readNames(body)) as { userTrackingId?: unknown };
  return identifier.safeParse(id).data;
};

/**
 * What a body says beyond the names of its type: kept and forwarded, except what is too long, and the
 * key that a beacon carries.
 */
export const furtherOf = (
  body: unknown,
  event: SentTestCycleEvent,
): Record<string, unknown> | undefined => {
  const said = Object.entries(Object(readNames(body))).filter(
    ([name]) => !Object.hasOwn(event, name) && name !== "key",
  );
  if (said.length === 0) return undefined;
  const further: Record<string, unknown> = Object.fromEntries(said);
  return JSON.stringify(further).length <= FURTHER_LIMIT_CHARACTERS ? further : undefined;
};

/** What the server knows of an event besides. Times in ms since 1970, by the server's clock. */
interface Received {
  /** Given, or derived from what the event says. */
  eventId: string;
  /** Whose it is: our own id of the consumer, else the tracking id. */
  visitor: string;
  at: number;
  receivedAt: number;
  /** Reported under a publishable key, which is in everybody's hands. */
  byPage?: true;
  /** What it says beyond the names of the API. */
  further?: Record<string, unknown>;
}
type Completed<Event> = Event extends unknown ? Omit<Event, keyof Received> & Received : never;

/** An event as it is kept. */
export type TestCycleEvent = Completed<SentTestCycleEvent>;

/** `POST /v3/test-cycle/events`: one event, a list, `{events}`, or a line of JSON for each. */
export const testCycleEventsBody = z.union([
  testCycleEventBody,
  z.array(testCycleEventBody),
  z.looseObject({ events: z.array(testCycleEventBody) }),
]);

/** Answer of `POST /v3/test-cycle/events`: 202, or 400 with status 0 when some were rejected. */
export const testCycleEventsResponse = z.object({
  status: z.literal([0, 1]),
  /** Events that are stored now and had not been before. */
  accepted: z.number(),
  duplicates: z.number(),
  rejected: z.array(refusedEvent),
});
export type TestCycleEventsResponse = z.infer<typeof testCycleEventsResponse>;
