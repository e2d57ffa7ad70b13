import type { ModelPeer } from "../../objects/decision-shard/synchronizer.ts";
import { caseModelName } from "../names.ts";
import type { Remote } from "../remote.ts";
import type { CaseModel } from "../../objects/case-model/case-model.ts";

export type ModelStub = ModelPeer &
  Remote<
    Pick<
      CaseModel,
      | "configure"
      | "status"
      | "rowsWritten"
      | "runDue"
      | "wipe"
      | "lines"
      | "createVersion"
      | "deleteVersion"
      | "activate"
      | "settled"
    >
  >;

/** The object that holds a case's model. */
export const caseModel = (env: Env, account: string, caseId: string): ModelStub =>
  env.CASE_MODEL.getByName(caseModelName(account, caseId)) as unknown as ModelStub;
