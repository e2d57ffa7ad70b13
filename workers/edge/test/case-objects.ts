import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { LearnerHeader } from "@nextmove/engine";
import { ModelStorage } from "../src/objects/case-model/model-storage.ts";
import { caseModelName, shardName } from "../src/protocol/names.ts";
import { caseModel } from "../src/protocol/case-model/stub.ts";
import { decisionShard } from "../src/protocol/decision-shard/stub.ts";

const ACCOUNT = "tests";
const PLACE = { epoch: 0, shard: 0 };

/** What an action's row of sums holds besides the version. */
export interface Sums {
  n: number;
  sum: number;
  squares: number;
  /** b, then A. */
  rest: number[];
}

let cases = 0;

/** The objects of a case that no other test uses, with what tests do to them. */
export const openCase = (place = PLACE) => {
  cases += 1;
  const caseId = `case-${cases}`;
  // A stub is of no use any more once its object was aborted, so each use takes a new one.
  const rawShard = () => env.DECISION_SHARD.getByName(shardName(ACCOUNT, caseId, place));
  const rawModel = () => env.CASE_MODEL.getByName(caseModelName(ACCOUNT, caseId));
  const shard = () => decisionShard(env, ACCOUNT, caseId, place);
  const model = () => caseModel(env, ACCOUNT, caseId);
  return {
    caseId,
    get shard() {
      return shard();
    },
    get model() {
      return model();
    },
    get rawShard() {
      return rawShard();
    },
    get rawModel() {
      return rawModel();
    },
    /** Another object of the same case. */
    shardAt: (other: typeof PLACE) => decisionShard(env, ACCOUNT, caseId, other),
    evictShard: async (): Promise<void> => {
      // Only what runs can be evicted.
      await shard().knows([]);
      await evictDurableObject(rawShard());
    },
    evictModel: async (): Promise<void> => {
      await model().status();
      await evictDurableObject(rawModel());
    },
    /** The model's exact sums by action, read from its tables. */
    sums: (): Promise<Map<string, Sums>> =>
      runInDurableObject(rawModel(), (_, { storage }) => {
        const rows = storage.sql
          .exec<{ action: string; bytes: ArrayBuffer }>("SELECT action, bytes FROM sums")
          .toArray();
        return new Map(rows.map(({ action, bytes }) => [action, sumsOf(bytes)]));
      }),
    /** What the model has stored beside its sums, or null while it has learned nothing. */
    header: (): Promise<LearnerHeader | null> =>
      runInDurableObject(
        rawModel(),
        (_, { storage }) => new ModelStorage(storage.sql).readState()?.header ?? null,
      ),
  };
};

export type TestCase = ReturnType<typeof openCase>;

/** Reads what the engine's `exportAction` wrote. */
export const sumsOf = (bytes: ArrayBuffer): Sums => {
  const [, n = 0, sum = 0, squares = 0, ...rest] = new Float64Array(bytes);
  return { n, sum, squares, rest };
};
