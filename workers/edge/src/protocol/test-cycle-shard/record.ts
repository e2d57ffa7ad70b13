import type { TestCycleEvent } from "@nextmove/contract";
import { testCycleShardOf } from "./placement.ts";
import { testCycleShardAt } from "./stub.ts";

/** One call for each object that holds some of the events' visitors. */
const recorder =
  (how: "record" | "recordOwned") =>
  async (env: Env, account: string, events: readonly TestCycleEvent[]): Promise<number> => {
    const groups = Map.groupBy(events, ({ visitor }) => testCycleShardOf(visitor));
    const fresh = await Promise.all(
      [...groups].map(([shard, mine]) =>
        testCycleShardAt(env, account, shard)[how](JSON.stringify(mine)),
      ),
    );
    return fresh.reduce((total, count) => total + count, 0);
  };

/** Stores events of tracking ids, which may be aliases of consumers; how many were new. */
export const recordAll = recorder("record");

/** Stores events of consumers; how many were new. */
export const recordOwned = recorder("recordOwned");
