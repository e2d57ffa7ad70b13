// `node test/performance/models.ts`: what it costs to decide by versions of the model. Three cases in one
// server take turns; the models of the last are live, a frozen version and a fork that learns.
import { createRandom } from "@nextmove/engine";

import { type HttpClient, type HttpRequest, httpClient } from "../harness/http-client.ts";
import { type BenchServer, startNextmove } from "./http/servers.ts";
import { CONCURRENCY, runSlice, type Slice } from "./http/slice.ts";
import { CASE_ID, requestsOf } from "./http/traffic.ts";
import { addToReport } from "./report.ts";
import { quantile } from "./summary.ts";
import { printTable } from "./table.ts";

/** A case that no period compares, one whose period gives every visitor live, one with three models. */
const CASES = [CASE_ID, "all-live", "compared"];
const COMPARED_CASE = "compared";
const ROUNDS = 15;
const REQUESTS_PER_TURN = 200;
/** Past the first feature spaces and with code compiled. */
const WARM_UP_REQUESTS = 3_000;
const RESTARTS = 7;
const DAY_MS = 86_400_000;

const random = createRandom("models");
const server = await startNextmove();
const client = httpClient(server.workerd.url, CONCURRENCY);
for (const caseId of CASES) {
  if (caseId !== CASE_ID) await admin("PUT", `/v3/cases/${caseId}`, { shards: 4 });
  await runSlice(client, decisions(caseId, "warm", WARM_UP_REQUESTS));
}
await compare("all-live", [
  { modelId: "live", role: "reference" },
  { modelId: "none", role: "test", weight: 0 },
]);
await compare(COMPARED_CASE, [
  { modelId: "live", role: "reference" },
  { modelId: await keep("none"), role: "test" },
  { modelId: await keep("own"), role: "test" },
]);
for (const caseId of CASES) await runSlice(client, decisions(caseId, "loads", REQUESTS_PER_TURN));

const turns = new Map(CASES.map((caseId) => [caseId, new Array<Slice>()]));
for (let round = 0; round < ROUNDS; round++) {
  for (const [caseId, slices] of turns) {
    slices.push(await runSlice(client, decisions(caseId, `round-${round}`, REQUESTS_PER_TURN)));
  }
}
client.close();
const coldMs = new Map<string, number>();
for (const caseId of CASES) coldMs.set(caseId, await coldStartMs(server, caseId));
await server.remove();

const plain = turns.get(CASE_ID) ?? [];
const figures = [...turns].map(([caseId, slices]) => ({
  caseId,
  decisionsPerSecond: perSecond(slices),
  throughputRatio: quantile(
    slices.map(({ durationMs }, round) => (plain[round]?.durationMs ?? Number.NaN) / durationMs),
    0.5,
  ),
  p99Ms: p99(slices),
  coldStartMs: coldMs.get(caseId),
}));
printTable(
  "deciding for a case without a period, with one of live alone, with one of three models",
  ["case", "decisions/s", "ratio", "p99 ms", "first decision after kill -9, ms"],
  figures.map((each) => [
    each.caseId,
    each.decisionsPerSecond,
    each.throughputRatio,
    each.p99Ms,
    each.coldStartMs,
  ]),
);
addToReport({ models: figures });

/** Keeps a version of the model of the compared case, and says its id. */
async function keep(learns: string): Promise<string> {
  const path = `/v3/cases/${COMPARED_CASE}/models`;
  const { model_id }: { model_id: string } = JSON.parse(
    await admin("POST", path, { name: "bench", learns }),
  );
  return model_id;
}

function compare(caseId: string, models: object[]): Promise<string> {
  return admin("PUT", `/v3/test-cycle/periods/${caseId}`, {
    caseId,
    start: new Date().toISOString(),
    end: new Date(Date.now() + 7 * DAY_MS).toISOString(),
    models,
  });
}

function decisions(caseId: string, name: string, count: number): HttpRequest[] {
  const queries = Array.from({ length: count }, (_, i) => `${name}-${i}`);
  return requestsOf("decide", queries, [], random).map((request) => ({
    ...request,
    path: `/v3/action/${caseId}`,
  }));
}

async function admin(method: string, path: string, body: object): Promise<string> {
  const headers = { authorization: "Bearer ak_test_demo" };
  const url = `${server.workerd.url}${path}`;
  const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
  return text;
}

/** From the listening socket to the first decision: the median of several, ms. */
async function coldStartMs(of: BenchServer, caseId: string): Promise<number> {
  const timesMs: number[] = [];
  for (let restart = 0; restart < RESTARTS; restart++) {
    await of.restart();
    const startedMs = performance.now();
    const cold: HttpClient = httpClient(of.workerd.url, 1);
    for (const request of decisions(caseId, `cold-${restart}`, 1)) await cold.send(request);
    timesMs.push(performance.now() - startedMs);
    cold.close();
  }
  return quantile(timesMs, 0.5);
}

function perSecond(slices: readonly Slice[]): number {
  const durationMs = slices.reduce((sum, slice) => sum + slice.durationMs, 0);
  return (slices.length * REQUESTS_PER_TURN * 1000) / durationMs;
}

function p99(slices: readonly Slice[]): number {
  return quantile(
    slices.flatMap(({ latenciesMs }) => latenciesMs),
    0.99,
  );
}
