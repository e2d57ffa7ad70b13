import { createHash } from "node:crypto";
import { type SentTestCycleEvent, type TestCycleEvent, visitorOf } from "@nextmove/contract";

/** A clock that is further ahead is wrong: what it says happened now. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;
/** 96 bits: tells the events of one visitor apart. */
const ID_LENGTH_CHARACTERS = 16;

const subjectOf = (event: SentTestCycleEvent): (string | undefined)[] => {
  switch (event.type) {
    case "model_assigned":
      return [event.modelId];
    case "assistance_triggered":
      return [event.assistanceId, event.assistanceOffered ? "offered" : "picked"];
    case "offer_accepted":
      return [event.assistanceId, event.userSelectionId];
    case "assistance_started":
      return [event.assistanceId];
    case "outcome":
      return [event.assistanceId, event.outcomeId, event.orderId];
  }
};

/** The same event has the same id whenever it is sent. */
const derivedId = (event: SentTestCycleEvent, visitor: string, at: string | number): string =>
  createHash("sha256")
    .update(JSON.stringify([event.type, visitor, at, subjectOf(event)]))
    .digest("base64url")
    .slice(0, ID_LENGTH_CHARACTERS);

/** What the request says beside the event. */
interface Receipt {
  receivedAt: number;
  /** Stands in for the time of an event that has none, so that it is known when it comes again. */
  requestKey: string | undefined;
  /** It came under a publishable key. */
  byPage: boolean;
  /** What it says beyond the names of the API. */
  further?: Record<string, unknown> | undefined;
  /** Whose the event is, when that is known better than by the tracking id. */
  visitor?: string | undefined;
}

/** An event with all that the server knows of it. */
export const complete = (
  sent: SentTestCycleEvent,
  { receivedAt, requestKey, byPage, further, visitor = visitorOf(sent.userTrackingId) }: Receipt,
): TestCycleEvent => {
  const isAhead = sent.at !== undefined && sent.at > receivedAt + CLOCK_TOLERANCE_MS;
  return {
    ...sent,
    eventId: sent.eventId ?? derivedId(sent, visitor, sent.at ?? requestKey ?? receivedAt),
    visitor,
    at: sent.at === undefined || isAhead ? receivedAt : sent.at,
    receivedAt,
    ...(byPage ? { byPage } : {}),
    ...(further ? { further } : {}),
  };
};
