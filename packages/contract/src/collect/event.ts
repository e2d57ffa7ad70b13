import { z } from "zod";
import { clientTime, identifier, storableText } from "../identifiers.ts";
import { rewardObject, toReward } from "../nba/reward.ts";
import { selectionObject, toSelection } from "../nba/select.ts";
import { optional } from "../nba/spelling.ts";
import {
  EVENT_NAME_LIMIT_CHARACTERS,
  PAGE_ID_LIMIT_CHARACTERS,
  PARAMS_LIMIT_CHARACTERS,
  PARAMS_LIMIT_DEPTH,
  SEQ_LIMIT,
} from "./limits.ts";

/** Place of an event in what a tab has to report to a case: from 1, without gaps. */
export const eventSeq = z.int().min(1).max(SEQ_LIMIT);

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const depthOf = (value: unknown): number =>
  typeof value === "object" && value !== null
    ? 1 + Math.max(0, ...Object.values(value).map(depthOf))
    : 0;

/** Free-form: kept as it came, so that hostile keys are data, not structure. */
export const eventParams = z
  .custom<Readonly<Record<string, unknown>>>(isPlainObject, {
    message: "must be an object",
    abort: true,
  })
  // The body was refused if it nests deeper than 32, so this may recurse.
  .refine((params) => depthOf(params) <= PARAMS_LIMIT_DEPTH, {
    message: `nests deeper than ${PARAMS_LIMIT_DEPTH}`,
  })
  .refine((params) => JSON.stringify(params).length <= PARAMS_LIMIT_CHARACTERS, {
    message: `exceeds ${PARAMS_LIMIT_CHARACTERS} characters of JSON`,
  });

const numbered = { seq: eventSeq, event_id: identifier, at: clientTime };

const selectEvent = selectionObject
  .extend({ ...numbered, type: z.literal("select") })
  .transform((event) => ({
    type: event.type,
    seq: event.seq,
    at: event.at,
    selection: toSelection(event),
  }));

const rewardEvent = rewardObject
  .extend({ ...numbered, type: z.literal("reward") })
  .transform((event, context) => ({
    type: event.type,
    seq: event.seq,
    at: event.at,
    reward: toReward(event, context),
  }));

const trackEvent = z
  .looseObject({
    ...numbered,
    type: z.literal("track"),
    /** As Google Analytics 4 names events (`view_item`), or the shop's own. */
    name: storableText(EVENT_NAME_LIMIT_CHARACTERS),
    page_id: optional(storableText(PAGE_ID_LIMIT_CHARACTERS)),
    params: optional(eventParams),
  })
  .transform((event) => ({
    type: event.type,
    seq: event.seq,
    at: event.at,
    eventId: event.event_id,
    name: event.name,
    pageId: event.page_id,
    params: event.params ?? {},
  }));

/** One thing that happened in a browser, in our own spelling. */
export const collectEvent = z.discriminatedUnion("type", [selectEvent, rewardEvent, trackEvent]);
export type CollectEvent = z.output<typeof collectEvent>;
