import type { PeriodModel, TestCycleEvent, TestCyclePeriod } from "@nextmove/contract";

type ModelAssigned = Extract<TestCycleEvent, { type: "model_assigned" }>;

/** What there has to be known of a period to give its models to visitors. */
export type AssigningPeriod = Pick<TestCyclePeriod, "periodId" | "start" | "salt" | "models">;

/** The visitor who is given a model, the id they are tracked under, and when. */
export interface Assignee {
  visitor: string;
  userTrackingId: string;
  at: number;
}

/** Ids of periods have no colon. */
const OF_A_PERIOD = /^assigned:([^:]*):/;

/**
 * The period that gave a model: one of the same name in another case is another model. Undefined: the
 * shop gave it itself, and may mean any of its periods.
 */
export const giverOf = ({ eventId }: Pick<TestCycleEvent, "eventId">): string | undefined =>
  OF_A_PERIOD.exec(eventId)?.[1];

/**
 * The event that says that a period gave a visitor a model. Its id is the same whenever it is told: the
 * first time counts.
 */
export const assignmentOf = (
  { periodId }: Pick<TestCyclePeriod, "periodId">,
  { modelId }: Pick<PeriodModel, "modelId">,
  { visitor, userTrackingId, at }: Assignee,
): ModelAssigned => ({
  type: "model_assigned",
  eventId: `assigned:${periodId}:${modelId}`,
  userTrackingId,
  visitor,
  at,
  receivedAt: at,
  modelId,
});
