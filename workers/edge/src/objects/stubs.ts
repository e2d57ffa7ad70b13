import type { CaseModel } from "./case-model/case-model.ts";
import type { DecisionShard } from "./decision-shard/decision-shard.ts";
import type { ModelPeer } from "./decision-shard/synchronizer.ts";
import { caseModelName, type Location, shardName } from "./names.ts";

// The generated stub types pass every result through a mapped type that turns tuples into arrays.
// Structured clone keeps them, so the class's own signatures are the truth.
type Remote<Methods> = {
  [Name in keyof Methods]: Methods[Name] extends (...args: infer Args) => infer Answer
    ? (...args: Args) => Promise<Awaited<Answer>>
    : never;
};

export type ShardStub = Remote<
  Pick<
    DecisionShard,
    "decide" | "select" | "reward" | "knows" | "find" | "page" | "status" | "runDue" | "wipe"
  >
>;
export type ModelStub = ModelPeer &
  Remote<Pick<CaseModel, "configure" | "status" | "runDue" | "wipe">>;

/** The object that holds a share of a case's decisions. */
export const decisionShard = (
  env: Env,
  account: string,
  caseId: string,
  location: Location,
): ShardStub =>
  env.DECISION_SHARD.getByName(shardName(account, caseId, location)) as unknown as ShardStub;

/** The object that holds a case's model. */
export const caseModel = (env: Env, account: string, caseId: string): ModelStub =>
  env.CASE_MODEL.getByName(caseModelName(account, caseId)) as unknown as ModelStub;
