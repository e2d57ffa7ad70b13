import { sinkName } from "../names.ts";
import type { RemoteObject } from "../remote.ts";

export type SinkStub = RemoteObject<"SINK">;

/** One of the objects that deliver to a sink. */
export const sinkAt = (env: Env, account: string, sinkId: string, shard: number): SinkStub =>
  env.SINK.getByName(sinkName(account, sinkId, shard)) as unknown as SinkStub;
