import { hash32 } from "@nextmove/engine";

/** Objects a sink's visitors are spread over: each has six requests to the endpoint under way at most. */
const SINK_SHARDS = 4;

/** Which of them delivers what belongs to a visitor. */
export const sinkShardOf = (visitor: string): number => hash32(visitor) % SINK_SHARDS;

export const allSinkShards = (): number[] => Array.from({ length: SINK_SHARDS }, (_, n) => n);
