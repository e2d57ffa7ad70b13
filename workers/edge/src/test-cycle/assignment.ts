import type { PeriodModel, TestCycleEvent, TestCyclePeriod } from "@nextmove/contract";

export type ModelAssigned = Extract<TestCycleEvent, { type: "model_assigned" }>;

/**
 * The event that says that a period gave a visitor a model. Its id is the same whenever it is told: the
 * first time counts.
 */
export const assignmentOf = (
  { periodId }: Pick<TestCyclePeriod, "periodId">,
  { modelId }: Pick<PeriodModel, "modelId">,
  { visitor, userTrackingId, at }: { visitor: string; userTrackingId: string; at: number },
): ModelAssigned => ({
  type: "model_assigned",
  eventId: `assigned:${periodId}:${modelId}`,
  userTrackingId,
  visitor,
  at,
  receivedAt: at,
  modelId,
});
