import type { SinkHealth } from "@nextmove/contract";
import { allSinkShards } from "../../protocol/sink/placement.ts";
import { sinkAt, type SinkStub } from "../../protocol/sink/stub.ts";

/** What one of a sink's objects says of its delivery. */
type SinkShardHealth = Awaited<ReturnType<SinkStub["health"]>>;

const timeOf = (ms: number): string => new Date(ms).toISOString();
const REASONS_SHOWN = 5;
/** The worse comes first. */
const BREAKER_STATES = ["open", "half_open", "closed"] as const;

/** What a sink's objects say, in one: sums, and the worst. */
const mergeHealth = (shards: readonly SinkShardHealth[], now: number): SinkHealth => {
  const sum = (count: (shard: SinkShardHealth) => number) =>
    shards.reduce((total, shard) => total + count(shard), 0);
  const oldest = shards.flatMap((shard) => shard.oldest ?? []);
  const [lastError] = shards
    .flatMap((shard) => shard.lastError ?? [])
    .sort((left, right) => right.at - left.at);
  const state =
    BREAKER_STATES.find((each) => shards.some(({ breaker }) => breaker.state === each)) ?? "closed";
  const until = Math.max(0, ...shards.map(({ breaker }) => breaker.until));
  return {
    delivered: sum(({ delivered }) => delivered),
    waiting: sum(({ waiting }) => waiting),
    parked: sum(({ parked }) => parked),
    parked_reasons: shards
      .flatMap(({ reasons }) => reasons)
      .sort((left, right) => right.at - left.at)
      .slice(0, REASONS_SHOWN)
      .map(({ id, at, reason }) => ({ id, at: timeOf(at), reason })),
    skipped: sum(({ skipped }) => skipped),
    lost: sum(({ lost }) => lost),
    erased: sum(({ erased }) => erased),
    oldest_waiting_ms: oldest.length > 0 ? Math.max(0, now - Math.min(...oldest)) : null,
    last_error: lastError ? { at: timeOf(lastError.at), reason: lastError.reason } : null,
    breaker: { state, until: state === "open" ? timeOf(until) : null },
  };
};

/** Asks all objects of a sink how they are doing. */
export const readSinkHealth = async (
  env: Env,
  account: string,
  sinkId: string,
  now: number,
): Promise<SinkHealth> => {
  const shards = await Promise.all(
    allSinkShards().map((shard) => sinkAt(env, account, sinkId, shard).health(now)),
  );
  return mergeHealth(shards, now);
};
