import { catalogOf } from "../../../protocol/catalog/stub.ts";
import { decisionShard } from "../../../protocol/decision-shard/stub.ts";
import { ledgerShardAt } from "../../../protocol/ledger-shard/stub.ts";
import { sinkShardOf } from "../../../protocol/sink/placement.ts";
import { sinkAt } from "../../../protocol/sink/stub.ts";
import { testCycleShard } from "../../../protocol/test-cycle-shard/stub.ts";
import type { Target } from "./target.ts";

/** Those that are asked over the network. */
export type RemoteTarget = Exclude<Target, { in: "customers" }>;

interface Who {
  env: Env;
  account: string;
  consumer: string;
  now: number;
}

/** The test cycle says only whether there may be more. */
const MORE = "more";

/**
 * Has one object forget a page of what it holds: between pages it goes on serving.
 *
 * @param place as the answer before said; empty at first
 * @returns where to go on; null: nothing is left there
 */
export const forgetPage = async (
  { env, account, consumer, now }: Who,
  target: RemoteTarget,
  place: string,
): Promise<string | null> => {
  switch (target.in) {
    case "catalog":
      return catalogOf(env, account, target.caseId).forgetConsumer(consumer, place, now);
    case "decisions": {
      const shard = decisionShard(env, account, target.caseId, target.location);
      return (await shard.forgetConsumer(consumer, place)).next;
    }
    case "ledger":
      await ledgerShardAt(env, account, target.shard).forgetVisitors(target.visitors);
      return null;
    case "test_cycle": {
      const hadAny = await testCycleShard(env, account, target.visitor).erase(target.visitor);
      return hadAny ? MORE : null;
    }
    case "sink": {
      const { sinkId, visitor } = target;
      // What an outside system has got is its own to forget.
      await sinkAt(env, account, sinkId, sinkShardOf(visitor)).forget(visitor);
      return null;
    }
  }
};
