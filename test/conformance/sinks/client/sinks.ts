import {
  sinkReplayResponse,
  type SinkResponse,
  sinkResponse,
  type SinkStatus,
  sinkStatus,
} from "@nextmove/contract";

import type { Api } from "../../nba/client/api.ts";
import { ADMIN_KEY, type Answer } from "../../nba/client/http.ts";

type Body = Readonly<Record<string, unknown>>;

/** The sinks of the demo account as its operator sees them. */
export type Sinks = {
  call: (method: string, path: string, body?: unknown) => Promise<Answer>;
  put: (sinkId: string, settings: Body) => Promise<SinkResponse>;
  get: (sinkId: string) => Promise<SinkStatus>;
  rotate: (sinkId: string) => Promise<SinkResponse>;
  replay: (sinkId: string) => Promise<number>;
  remove: (sinkId: string) => Promise<void>;
};

export function sinksOf({ call: send }: Api): Sinks {
  const call = (method: string, path: string, body?: unknown) =>
    send(method, path, { key: ADMIN_KEY, ...(body === undefined ? {} : { body }) });
  const succeed = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await call(method, path, body);
    if (answer.status === 200) return answer.json;
    throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
  };
  return {
    call,
    put: async (sinkId, settings) =>
      sinkResponse.parse(await succeed("PUT", `/v3/sinks/${sinkId}`, settings)),
    get: async (sinkId) => sinkStatus.parse(await succeed("GET", `/v3/sinks/${sinkId}`)),
    rotate: async (sinkId) =>
      sinkResponse.parse(await succeed("POST", `/v3/sinks/${sinkId}/rotate-secret`)),
    replay: async (sinkId) =>
      sinkReplayResponse.parse(await succeed("POST", `/v3/sinks/${sinkId}/replay`)).requeued,
    remove: async (sinkId) => {
      await succeed("DELETE", `/v3/sinks/${sinkId}`);
    },
  };
}
