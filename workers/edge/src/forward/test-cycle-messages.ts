import { type TestCycleEvent, visitorOf } from "@nextmove/contract";
import type { Message } from "../protocol/sink/message.ts";

/** The event as the API's description spells it, without what it did not say. */
const verbatim = (event: TestCycleEvent): Message["data"] => {
  const { type, userTrackingId, at, ...rest } = event;
  const { eventId: _, visitor: __, receivedAt: ___, byPage: ____, further, ...kept } = rest;
  const said = Object.entries(kept).filter(([, value]) => value !== undefined && value !== "");
  return {
    type,
    userTrackingId,
    at: new Date(at).toISOString(),
    ...Object.fromEntries(said),
    ...further,
  };
};

const GA_CLIENT = /^\d+\.\d+$/;

/** What an event of the test cycle is to the outside. @param label of the shard that keeps it */
export const testCycleMessageOf = (
  { account, label }: { account: string; label: string },
  seq: number,
  event: TestCycleEvent,
): Message => {
  const gaClientId = visitorOf(event.userTrackingId);
  return {
    id: `test-cycle.${label}.${seq}`,
    type: event.type,
    at: new Date(event.receivedAt).toISOString(),
    account,
    visitor: event.visitor,
    data: verbatim(event),
    ...(GA_CLIENT.test(gaClientId) ? { gaClientId } : {}),
  };
};
