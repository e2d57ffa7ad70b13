// `node test/performance/test-cycle/report.ts [events]`: how long the report of a period takes on a raw
// workerd, and what it takes of the isolate's heap, which the Worker and its objects share.
import { createRandom } from "@nextmove/engine";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { bundleDevelopmentWorker } from "../../harness/bundle-worker.ts";
import { httpClient } from "../../harness/http-client.ts";
import { startRawWorkerd } from "../../harness/raw-workerd.ts";
import { openHeap } from "../feed/heap.ts";
import { addToReport } from "../report.ts";
import { rounded } from "../summary.ts";
import { printTable } from "../table.ts";
import { visitorEvents } from "./visitors.ts";

const [eventsText = "1000000"] = process.argv.slice(2);
const DAY_MS = 86_400_000;
const DAYS = 28;
const BATCH_EVENTS = 1_000;
const CONNECTIONS = 4;
const REPORTS = 5;
const SAMPLE_MS = 100;
const MODELS = ["reference_v16", "offer_v3"];
const PERIOD = "/v3/test-cycle/periods/measured";
const INSPECTOR = "127.0.0.1:9340";
const headers = {
  authorization: "Bearer sk_test_demo",
  "content-type": "application/json",
};

const folder = mkdtempSync(join(tmpdir(), "nextmove-report-"));
const workerd = await startRawWorkerd({
  configPath: bundleDevelopmentWorker(folder),
  stateFolder: join(folder, "state"),
  inspector: INSPECTOR,
});
const client = httpClient(workerd.url, CONNECTIONS);
const start = Date.now() - (DAYS + 2) * DAY_MS;

await client.send({
  method: "PUT",
  path: PERIOD,
  headers: { ...headers, authorization: "Bearer ak_test_demo" },
  body: {
    start,
    end: start + DAYS * DAY_MS,
    models: [
      { modelId: MODELS[0], role: "reference" },
      { modelId: MODELS[1], role: "test", costPerAssistance: 2 },
    ],
  },
});

const random = createRandom("visitors");
let sent = 0;
let visitors = 0;
let pending: unknown[] = [];
/** The next batch: visitors come evenly over the period. */
const nextBatch = (): unknown[] => {
  while (pending.length < BATCH_EVENTS && sent + pending.length < Number(eventsText)) {
    visitors += 1;
    const at = start + Math.floor(random() * (DAYS - 1) * DAY_MS);
    pending.push(...visitorEvents(visitors, MODELS[visitors % 2] ?? "", at, random));
  }
  const batch = pending.slice(0, BATCH_EVENTS);
  pending = pending.slice(BATCH_EVENTS);
  sent += batch.length;
  return batch;
};
const send = async (): Promise<void> => {
  for (let batch = nextBatch(); batch.length > 0; batch = nextBatch()) {
    const answer = await client.send({ path: "/v3/test-cycle/events", headers, body: batch });
    if (answer.status !== 202) throw new Error(`events answered ${answer.status}: ${answer.body}`);
  }
};
const sendingMs = performance.now();
await Promise.all(Array.from({ length: CONNECTIONS }, send));
const eventsPerSecond = (1000 * sent) / (performance.now() - sendingMs);

const heap = await openHeap(INSPECTOR);
await heap.collect();
const before = await heap.used();
let most = before;
const look = async (): Promise<void> => {
  most = Math.max(most, await heap.used());
};
const looking = setInterval(() => void look(), SAMPLE_MS);
const reportsMs: number[] = [];
let sessions = 0;
for (let report = 0; report < REPORTS; report++) {
  const askedMs = performance.now();
  const answer = await client.send({ method: "GET", path: `${PERIOD}/report`, headers });
  reportsMs.push(performance.now() - askedMs);
  if (answer.status !== 200)
    throw new Error(`the report answered ${answer.status}: ${answer.body}`);
  const { models }: { models: { sessions: number }[] } = JSON.parse(answer.body);
  sessions = models.reduce((sum, model) => sum + model.sessions, 0);
}
clearInterval(looking);
heap.close();
client.close();
await workerd.stop();
rmSync(folder, { recursive: true });

const [first = Number.NaN, ...later] = reportsMs;
const figures = {
  events: sent,
  sessions,
  eventsPerSecond,
  firstReportMs: first,
  reportMs: later.toSorted((a, b) => a - b)[Math.floor(later.length / 2)],
  heapBeforeMegabytes: before,
  heapMostMegabytes: most,
};
printTable(
  "a period's report on raw workerd",
  [
    "events",
    "sessions",
    "stored a second",
    "first s",
    "next s",
    "budget s",
    "heap before MB",
    "most MB",
  ],
  [
    [
      sent,
      sessions,
      rounded(eventsPerSecond),
      rounded(first / 1000),
      rounded((figures.reportMs ?? Number.NaN) / 1000),
      5,
      rounded(figures.heapBeforeMegabytes),
      rounded(figures.heapMostMegabytes),
    ],
  ],
);
addToReport({ testCycleReport: figures });
