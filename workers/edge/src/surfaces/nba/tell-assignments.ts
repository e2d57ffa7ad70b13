import type { TestCycleEvent } from "@nextmove/contract";
import type { Decided, DecideItem, Outcome } from "../../objects/decision-shard/calls.ts";
import { assignmentOf } from "../../test-cycle/assignment.ts";
import { TRACKING_ALIAS } from "../../test-cycle/visitor-names.ts";
import { recordOwned } from "../test-cycle/record.ts";
import type { Scene } from "./scene.ts";

/** Visitors whose model was noted, so that not every decision of theirs is another call. */
const TOLD_LIMIT = 50_000;
const told = new Set<string>();

/** Says which visitors were decided for by which model. */
const assignmentsOf = (
  { period, call }: Scene,
  items: readonly DecideItem[],
  outcomes: readonly Outcome<Decided>[],
): TestCycleEvent[] =>
  period === undefined
    ? []
    : items.flatMap(({ model, consumerId: visitor, aliases, test }, index) => {
        if (model === undefined || visitor === undefined || test || !outcomes[index]?.ok) return [];
        const userTrackingId = aliases?.[TRACKING_ALIAS] ?? visitor;
        const subject = { visitor, userTrackingId, at: call.now };
        return [assignmentOf(period, { modelId: model }, subject)];
      });

/**
 * Notes after the answer which model each visitor was given by a period. The decisions' own rows say it
 * too; what fails here is told again at the visitor's next decision.
 */
export const tellAssignments = (
  scene: Scene,
  items: readonly DecideItem[],
  outcomes: readonly Outcome<Decided>[],
): void => {
  if (!scene.period) return;
  const keyOf = ({ eventId, visitor }: TestCycleEvent) =>
    JSON.stringify([scene.account, eventId, visitor]);
  const fresh = assignmentsOf(scene, items, outcomes).filter((event) => !told.has(keyOf(event)));
  if (fresh.length === 0) return;
  if (told.size > TOLD_LIMIT) told.clear();
  const note = async () => {
    await recordOwned(scene.env, scene.account, fresh);
    for (const event of fresh) told.add(keyOf(event));
  };
  scene.afterwards(note());
};
