import type { Frame } from "../fold/frame.ts";
import { mergeSummaries } from "../fold/merge-summaries.ts";
import { emptySummary, type Summary } from "../fold/summary.ts";
import { allTestCycleShards } from "../../protocol/test-cycle-shard/placement.ts";
import { testCycleShardAt, type TestCycleStub } from "../../protocol/test-cycle-shard/stub.ts";

const readShard = async (shard: TestCycleStub, frame: Frame): Promise<Summary> => {
  let summary = emptySummary(frame);
  let after: string | null = "";
  let upTo: number | null = null;
  while (after !== null) {
    const page: Awaited<ReturnType<typeof shard.summarise>> = await shard.summarise(
      frame,
      after,
      upTo,
    );
    summary = mergeSummaries(summary, page.summary);
    after = page.last;
    upTo = page.upTo;
  }
  return summary;
};

/** What all visitors of an account came to in a period. */
export const readSummary = async (env: Env, account: string, frame: Frame): Promise<Summary> => {
  const parts = await Promise.all(
    allTestCycleShards().map((shard) => readShard(testCycleShardAt(env, account, shard), frame)),
  );
  return parts.reduce(mergeSummaries, emptySummary(frame));
};
