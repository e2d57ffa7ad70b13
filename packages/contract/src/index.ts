/**
 * Every wire message of Nextmove as a zod schema, with the types inferred from it.
 *
 * @module
 * @example
 * const parsed = actionRequest.safeParse({ query_id: "af76e5", state: { age: 37 } });
 */
export * from "./admin/case.ts";
export * from "./admin/audit.ts";
export * from "./admin/key.ts";
export * from "./admin/model.ts";
export * from "./admin/status.ts";
export * from "./auth/login.ts";
export * from "./collect/answer.ts";
export * from "./collect/consumer.ts";
export * from "./collect/delivery.ts";
export * from "./collect/envelope.ts";
export * from "./collect/event.ts";
export * from "./collect/limits.ts";
export * from "./collect/visit-state.ts";
export * from "./export/decision-row.ts";
export * from "./export/logged-decision.ts";
export * from "./feed/item.ts";
export * from "./feed/limits.ts";
export * from "./feed/options.ts";
export * from "./feed/report.ts";
export * from "./identifiers.ts";
export * from "./key-kind.ts";
export * from "./limits.ts";
export * from "./nba/action.ts";
export * from "./nba/batch.ts";
export * from "./nba/reward.ts";
export * from "./nba/select.ts";
export * from "./nba/version.ts";
export * from "./openapi/document.ts";
export * from "./openapi/operations.ts";
export * from "./operation.ts";
export * from "./problem.ts";
export * from "./recommendation/answer.ts";
export * from "./recommendation/limits.ts";
export * from "./recommendation/request.ts";
export * from "./recommendation/settings.ts";
export * from "./recommendation/visit.ts";
export * from "./sinks/answer.ts";
export * from "./sinks/limits.ts";
export * from "./sinks/message.ts";
export * from "./sinks/sink.ts";
export * from "./test-cycle/assign.ts";
export * from "./test-cycle/event.ts";
export * from "./test-cycle/limits.ts";
export * from "./test-cycle/outcome.ts";
export * from "./test-cycle/period.ts";
export * from "./test-cycle/rejected.ts";
export * from "./test-cycle/report.ts";
export * from "./test-cycle/visitor.ts";
