import type { ModelPeer } from "./learning.ts";
import { caseModelName } from "../names.ts";
import type { ClassOf, Remote } from "../remote.ts";

export type ModelStub = ModelPeer &
  Remote<
    Pick<
      ClassOf<"CASE_MODEL">,
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
