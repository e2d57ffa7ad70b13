import { type CollectRequest, eventSeq, type RefusedEvent } from "@nextmove/contract";
import type { Envelope } from "../../protocol/customer-shard/envelope.ts";
import { ageOf } from "../nba/receipts.ts";
import type { Scene } from "../request/scene.ts";
import type { Sorted } from "./fan-out.ts";
import { storedEvent } from "./stored-event.ts";

/** Refusals that pass: these events are to be sent again, so nothing is noted of them. */
const PASSING: ReadonlySet<string> = new Set([
  "newer_epoch",
  "overloaded",
  "rate_limited",
  "internal",
]);

/** Browsers keep what they could not send for 7 days; what claims to be much older has a broken clock. */
const OLDEST_EVENT_MS = 30 * 86_400_000;

const seqOf = (event: unknown): number | undefined =>
  typeof event === "object" && event !== null && "seq" in event
    ? eventSeq.safeParse(event.seq).data
    : undefined;

/** Refused for good and numbered: accounted for. */
const refusedFor = (failed: readonly RefusedEvent[], events: readonly unknown[]) =>
  failed.flatMap(({ index, code }) => {
    const seq = seqOf(events[index]);
    return seq === undefined || PASSING.has(code) ? [] : [{ seq, code }];
  });

/** What the consumer's object is told; undefined when there is no consumer. */
export const envelopeOf = (
  scene: Pick<Scene, "caseId" | "call">,
  request: CollectRequest,
  { taken, failed }: Sorted,
): Envelope | undefined => {
  const { consumerId, tab, session, sentAt, dropped, events } = request;
  if (consumerId === undefined || tab === undefined) return undefined;
  return {
    consumer: consumerId,
    caseId: scene.caseId,
    tab,
    aliases: request.aliases,
    session,
    events: taken.map(({ event }) => {
      const ageMs = Math.min(OLDEST_EVENT_MS, ageOf(scene, event.at, sentAt));
      return storedEvent(event, scene.call.now - ageMs);
    }),
    refused: refusedFor(failed, events),
    dropped,
  };
};
