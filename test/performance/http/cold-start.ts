import { createRandom } from "@nextmove/engine";

import { httpClient } from "../../harness/http-client.ts";
import { quantile } from "../summary.ts";
import type { BenchServer } from "./servers.ts";
import { requestsOf } from "./traffic.ts";

const RESTARTS = 9;

export type ColdStart = {
  /** From the listening socket to the first decision: the isolate, the account, a shard with its model. */
  firstDecisionMs: number;
  /** From the start of the process to the same. */
  withProcessMs: number;
};

/** Kills the server, starts it on the same storage and asks for a decision; the median of several. */
export async function measureColdStart(server: BenchServer): Promise<ColdStart> {
  const random = createRandom("cold start");
  const firstDecisionsMs: number[] = [];
  const withProcessesMs: number[] = [];
  for (let restart = 0; restart < RESTARTS; restart++) {
    const killedMs = performance.now();
    await server.restart();
    const listeningMs = performance.now();
    const client = httpClient(server.workerd.url, 1);
    for (const request of requestsOf("decide", [`cold-${restart}`], [], random)) {
      const { status, body } = await client.send(request);
      if (status !== 200) throw new Error(`${request.path} answered ${status}: ${body}`);
    }
    client.close();
    const answeredMs = performance.now();
    firstDecisionsMs.push(answeredMs - listeningMs);
    withProcessesMs.push(answeredMs - killedMs);
  }
  return {
    firstDecisionMs: quantile(firstDecisionsMs, 0.5),
    withProcessMs: quantile(withProcessesMs, 0.5),
  };
}
