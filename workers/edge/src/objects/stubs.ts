import type { CaseSettings } from "@nextmove/contract";
import type { CaseModel } from "./case-model/case-model.ts";
import { type AdoptedText, writeAdopted, writeCall } from "./decision-shard/call-text.ts";
import type {
  CaseCall,
  Decided,
  DecideItem,
  Outcome,
  Received,
  RewardItem,
  SelectItem,
  Verb,
} from "./decision-shard/calls.ts";
import type { DecisionShard } from "./decision-shard/decision-shard.ts";
import type { ModelPeer } from "./decision-shard/synchronizer.ts";
import { caseModelName, type Location, shardName } from "./names.ts";
import type { Remote } from "./remote.ts";
import { settingsText } from "./settings-text.ts";

type RawShardStub = Remote<
  Pick<
    DecisionShard,
    | "serve"
    | "adopt"
    | "knows"
    | "find"
    | "recap"
    | "replay"
    | "exportPage"
    | "consumerPage"
    | "forgetConsumer"
    | "status"
    | "runDue"
    | "sinksChanged"
    | "wipe"
  >
>;

/** A DecisionShard as its callers see it. */
export interface ShardStub extends Omit<RawShardStub, "serve" | "adopt"> {
  decide(call: CaseCall, items: readonly DecideItem[]): Promise<Outcome<Decided>[]>;
  select(call: CaseCall, items: readonly SelectItem[]): Promise<Outcome<Received>[]>;
  reward(call: CaseCall, items: readonly RewardItem[]): Promise<Outcome<Received>[]>;
  /** @param decisions of which the bodies are JSON texts */
  adopt(decisions: readonly AdoptedText[], settings: CaseSettings, now: number): Promise<string[]>;
}
export type ModelStub = ModelPeer &
  Remote<
    Pick<
      CaseModel,
      | "configure"
      | "status"
      | "runDue"
      | "wipe"
      | "lines"
      | "createVersion"
      | "deleteVersion"
      | "activate"
      | "settled"
    >
  >;

/** The object that holds a share of a case's decisions. */
export const decisionShard = (
  env: Env,
  account: string,
  caseId: string,
  location: Location,
): ShardStub => {
  const stub = env.DECISION_SHARD.getByName(
    shardName(account, caseId, location),
  ) as unknown as RawShardStub;
  const serve = async (verb: Verb, call: CaseCall, items: readonly unknown[]) =>
    JSON.parse(await stub.serve(verb, ...writeCall(call, items)));
  return {
    decide: (call, items) => serve("decide", call, items),
    select: (call, items) => serve("select", call, items),
    reward: (call, items) => serve("reward", call, items),
    adopt: (decisions, settings, now) =>
      stub.adopt(writeAdopted(decisions), settingsText(settings), now),
    knows: (queryIds) => stub.knows(queryIds),
    find: (queryId) => stub.find(queryId),
    recap: (after, upTo) => stub.recap(after, upTo),
    replay: (after, upTo) => stub.replay(after, upTo),
    exportPage: (span, place) => stub.exportPage(span, place),
    consumerPage: (consumer, place) => stub.consumerPage(consumer, place),
    forgetConsumer: (consumer, place) => stub.forgetConsumer(consumer, place),
    status: (now) => stub.status(now),
    runDue: (now) => stub.runDue(now),
    sinksChanged: () => stub.sinksChanged(),
    wipe: () => stub.wipe(),
  };
};

/** The object that holds a case's model. */
export const caseModel = (env: Env, account: string, caseId: string): ModelStub =>
  env.CASE_MODEL.getByName(caseModelName(account, caseId)) as unknown as ModelStub;
