// `node test/performance/export/measure.ts [decisions]`: what handing out a case's decisions takes of a
// raw workerd that holds this many: time, the isolate's heap, and how long it keeps a decision waiting.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { bundleDevelopmentWorker } from "../../harness/bundle-worker.ts";
import { startRawWorkerd } from "../../harness/raw-workerd.ts";
import { openHeap } from "../feed/heap.ts";
import { quantile } from "../summary.ts";

const decisions = Number(process.argv[2] ?? "20000");
const CASE = "l59sdl42gkj";
const BATCH = 250;
const SAMPLE_MS = 100;
const INSPECTOR = "127.0.0.1:9343";
const headers = { authorization: "Bearer sk_test_demo", "content-type": "application/json" };

const folder = mkdtempSync(join(tmpdir(), "nextmove-export-"));
const configPath = bundleDevelopmentWorker(folder);
const workerd = await startRawWorkerd({
  configPath,
  stateFolder: join(folder, "state"),
  inspector: INSPECTOR,
});

const post = async (path: string, body: unknown): Promise<void> => {
  const answer = await fetch(`${workerd.url}/v3/${path}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
};

/** Twelve keys, as in the other measurements. */
const stateOf = (n: number): Record<string, unknown> =>
  Object.fromEntries(
    Array.from({ length: 12 }, (_, k) => [`key${k}`, k % 2 ? n % 97 : `v${n % 7}`]),
  );

const fill = async (): Promise<void> => {
  const actions = ["a", "b", "c", "d", "e"];
  for (let from = 0; from < decisions; from += BATCH) {
    const numbers = Array.from({ length: BATCH }, (_, i) => from + i);
    const customers = numbers.map((n) => ({ query_id: `q-${n}`, state: stateOf(n) }));
    await post(`action/${CASE}/batch`, { customers, actions });
    const rewards = numbers.map((n) => ({ query_id: `q-${n}`, value: n % 5 }));
    await post(`reward/${CASE}/batch`, { rewards });
  }
};

/** How long single decisions take one after the other, until told to stop; ms, ascending. */
const decideUntil = async (isOver: () => boolean): Promise<number[]> => {
  const times: number[] = [];
  for (let n = 0; !isOver(); n++) {
    const startedMs = performance.now();
    await post(`action/${CASE}`, {
      query_id: `during-${n}`,
      state: stateOf(n),
      actions: ["a", "b"],
    });
    times.push(performance.now() - startedMs);
  }
  return times.sort((one, other) => one - other);
};

try {
  await fill();
  const heap = await openHeap(INSPECTOR);
  const before = await heap.used();
  let most = before;
  const sample = async (): Promise<void> => {
    most = Math.max(most, await heap.used());
  };
  const sampler = setInterval(() => void sample(), SAMPLE_MS);
  let over = false;
  const waited = decideUntil(() => over);
  const startedMs = performance.now();
  const answer = await fetch(`${workerd.url}/v3/cases/${CASE}/decisions.ndjson`, { headers });
  let bytes = 0;
  for await (const piece of answer.body ?? []) bytes += piece.length;
  const seconds = (performance.now() - startedMs) / 1000;
  over = true;
  const times = await waited;
  clearInterval(sampler);
  heap.close();
  console.log(
    JSON.stringify({
      decisions,
      megabytes: Math.round(bytes / 1e5) / 10,
      seconds: Math.round(seconds * 10) / 10,
      decisions_per_second: Math.round(decisions / seconds),
      heap_mb: { before, most },
      decided_meanwhile: times.length,
      decision_ms: {
        p50: Math.round(quantile(times, 0.5)),
        p99: Math.round(quantile(times, 0.99)),
      },
    }),
  );
} finally {
  await workerd.stop();
  rmSync(folder, { recursive: true });
}
