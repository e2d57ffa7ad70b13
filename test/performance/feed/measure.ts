// `node test/performance/feed/measure.ts [xml|ndjson|csv] [items]`: what a large feed takes of a raw
// workerd: time, the isolate's heap (which a Worker and its objects share), and a cold start after it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { bundleDevelopmentWorker } from "../../harness/bundle-worker.ts";
import { startRawWorkerd } from "../../harness/raw-workerd.ts";
import { openHeap } from "./heap.ts";
import { type LargeFormat, largeFeed } from "./large-feed.ts";

const [format = "xml", itemsText = "200000"] = process.argv.slice(2);
const items = Number(itemsText);
const CASE = "l59sdl42gkj";
const SAMPLE_MS = 100;
const headers = { authorization: "Bearer sk_test_demo" };

const INSPECTOR = "127.0.0.1:9339";

const folder = mkdtempSync(join(tmpdir(), "nextmove-feed-"));
const configPath = bundleDevelopmentWorker(folder);
const stateFolder = join(folder, "state");
const workerd = await startRawWorkerd({ configPath, stateFolder, inspector: INSPECTOR });
const timed = async (path: string): Promise<number> => {
  const startedMs = performance.now();
  const answer = await fetch(`${workerd.url}${path}`, { headers });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
  return performance.now() - startedMs;
};
await timed(`/v3/feed/${CASE}`);
const heap = await openHeap(INSPECTOR);
/** What the heap held at each look: falls where the collector has been. */
let looks: number[] = [];
const sample = async (): Promise<void> => {
  looks.push(await heap.used());
};
const sampler = setInterval(() => void sample(), SAMPLE_MS);

const push = async (query: string) => {
  let bytes = 0;
  looks = [];
  const source = largeFeed(format as LargeFormat, items);
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = source.next();
      if (next.done) return controller.close();
      bytes += next.value.length;
      controller.enqueue(next.value);
    },
  });
  const startedMs = performance.now();
  const init = { method: "POST", headers, body, duplex: "half" };
  const answer = await fetch(`${workerd.url}/v3/feed/${CASE}${query}`, init);
  const report = (await answer.json()) as Record<string, unknown>;
  const { status, received, accepted, inserted, updated } = report;
  const seconds = (performance.now() - startedMs) / 1000;
  return {
    megabytes: Math.round(bytes / 1e5) / 10,
    seconds: Math.round(seconds * 10) / 10,
    items_per_second: Math.round(items / seconds),
    status,
    received,
    accepted,
    inserted,
    updated,
    heap_mb: {
      peak: Math.max(...looks),
      lowest_of_second_half: Math.min(...looks.slice(looks.length / 2)),
    },
  };
};

try {
  console.log(`first   ${JSON.stringify(await push(""))}`);
  console.log(`again   ${JSON.stringify(await push(""))}`);
} finally {
  clearInterval(sampler);
  heap.close();
  await workerd.stop();
}
const cold = await startRawWorkerd({ configPath, stateFolder });
try {
  const url = `${cold.url}/v3/feed/${CASE}`;
  const startedMs = performance.now();
  await fetch(url, { headers }).then((each) => each.text());
  console.log(`cold    ${Math.round(performance.now() - startedMs)} ms to the first answer`);
} finally {
  await cold.stop();
  rmSync(folder, { recursive: true });
}
