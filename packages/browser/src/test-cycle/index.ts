/**
 * The calls of the Test Cycle: which model a session was assigned to, and what came of it.
 *
 * @module
 * @example
 * const testCycle = createTestCycle(nextmove);
 * testCycle.assignModel({ modelId: "reference_v3" });
 * testCycle.outcome({ outcomeId: "sales_4", value: 59.9, currency: "EUR" });
 */
export { createTestCycle, type TestCycle } from "./create.ts";
export type {
  AssistanceEvent,
  AssistanceTriggered,
  ModelAssigned,
  OfferAccepted,
  Outcome,
  TestCycleEvent,
} from "./events.ts";
