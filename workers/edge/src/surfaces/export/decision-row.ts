import type { DecisionRow } from "@nextmove/contract";
import { stateOf } from "@nextmove/engine";
import type { ExportedDecision } from "../../protocol/decision-shard/export.ts";

/** A decision as its line of `decisions.ndjson` says it. */
export const decisionRow = (decision: ExportedDecision): DecisionRow => ({
  query_id: decision.queryId,
  at: new Date(decision.at).toISOString(),
  state: stateOf(decision.observation),
  actions: decision.actions,
  action: decision.action,
  propensity: decision.propensity,
  probabilities: decision.probabilities,
  reward: decision.reward,
  ...(decision.position === undefined ? {} : { position: decision.position }),
  evaluation: decision.evaluable,
  ...(decision.propensity === null ? { off_policy: true } : {}),
  mode: decision.mode,
  ...(decision.testModel === undefined ? {} : { test_model: decision.testModel }),
  model_version: decision.model,
});
