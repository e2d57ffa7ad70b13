import { type Replica, returningShare } from "@nextmove/engine";
import { clipped, type RewardRange } from "../../../decision-log/episode.ts";
import type { Expectation } from "../../../decision-log/events.ts";

/** What is expected of an action at the moment it is shown; `mean` is its predicted reward. */
export const expectationOf = (
  replica: Replica,
  action: string,
  mean: number,
  range: RewardRange,
): Expectation => ({
  mean: clipped(mean, range),
  share: returningShare(replica, action),
  table: replica.header.delays.version,
});
