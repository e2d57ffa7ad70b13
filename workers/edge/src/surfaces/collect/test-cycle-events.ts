import {
  type CollectEvent,
  type CollectRequest,
  furtherOf,
  testCycleEvent,
  type TestCycleEvent,
} from "@nextmove/contract";
import { failure, failuresOf } from "../../http/problems.ts";
import type { Outcome } from "../../protocol/decision-shard/calls.ts";
import { fail, ok } from "../../result.ts";
import { ageOf } from "../nba/receipts.ts";
import type { Scene } from "../request/scene.ts";
import { TRACKING_ALIAS } from "../../test-cycle/visitor-names.ts";
import { complete } from "../test-cycle/complete.ts";
import { refuseMoney } from "../test-cycle/refuse-money.ts";

type Tracked = Extract<CollectEvent, { type: "track" }>;

/** Under these names the SDK tracks what belongs to the test cycle. */
const NAMES: ReadonlySet<string> = new Set([
  "model_assigned",
  "assistance_triggered",
  "offer_accepted",
  "assistance_started",
  "outcome",
] satisfies TestCycleEvent["type"][]);

export const isOfTestCycle = (event: CollectEvent): event is Tracked =>
  event.type === "track" && NAMES.has(event.name);

/** A tracked event as one of the test cycle: of the consumer, on the server's clock. */
export const prepareTestCycleEvent = (
  scene: Pick<Scene, "call" | "publishable" | "outcomes">,
  { consumerId, aliases, sentAt }: Pick<CollectRequest, "consumerId" | "aliases" | "sentAt">,
  tracked: Tracked,
): Outcome<TestCycleEvent> => {
  const parsed = testCycleEvent.safeParse({
    userTrackingId: aliases[TRACKING_ALIAS] ?? consumerId,
    ...tracked.params,
    type: tracked.name,
    eventId: tracked.eventId,
  });
  if (!parsed.success) {
    const [first = failure("invalid_body", "is no event")] = failuresOf(parsed.error, "params");
    return fail(first);
  }
  const refusal = scene.publishable && refuseMoney(parsed.data, scene.outcomes);
  if (refusal) return fail(refusal);
  const at = scene.call.now - ageOf(scene, parsed.data.at ?? tracked.at, sentAt);
  return ok(
    complete(
      { ...parsed.data, at },
      {
        receivedAt: scene.call.now,
        requestKey: undefined,
        byPage: scene.publishable,
        further: furtherOf(tracked.params, parsed.data),
        visitor: consumerId,
      },
    ),
  );
};
