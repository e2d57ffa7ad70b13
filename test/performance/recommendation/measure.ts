// `node test/performance/recommendation/measure.ts [items] [views]`: recommendations over HTTP from a
// raw workerd that holds so much: time by kind, the isolate's heap, and a cold start after it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createRandom } from "@nextmove/engine";

import { bundleDevelopmentWorker } from "../../harness/bundle-worker.ts";
import { httpClient } from "../../harness/http-client.ts";
import { startRawWorkerd } from "../../harness/raw-workerd.ts";
import { openHeap } from "../feed/heap.ts";
import { largeFeed } from "../feed/large-feed.ts";
import { runSlice } from "../http/slice.ts";
import { quantile } from "../summary.ts";

const [itemsText = "20000", viewsText = "100000"] = process.argv.slice(2);
const items = Number(itemsText);
const views = Number(viewsText);
const CASE = "l59sdl42gkj";
const PATH = `/v3/recommendation/${CASE}`;
const headers = { authorization: "Bearer sk_test_demo", "content-type": "application/json" };
const INSPECTOR = "127.0.0.1:9341";
/** Views that one request tells: as many as the Catalog learns from a list. */
const TOLD_VIEWS = 50;
const ASKED = 1_000;
const KINDS = ["session", "similar", "bought-together", "trending", "search"] as const;

const random = createRandom("recommendations");
/** A few products are looked at by many, and those looked at together lie near each other. */
const popular = (): number => Math.floor(items * random() ** 3);
const visit = (length: number): string[] => {
  const around = popular();
  const near = () => Math.min(items - 1, around + Math.floor(20 * random()));
  return Array.from({ length }, () => `sku-${random() < 0.8 ? near() : popular()}`);
};
const asks = (kind: string, n: number, expand = false) => {
  const viewed = visit(4);
  const state = {
    page_id: `products/${viewed.at(-1)}`,
    search_strings: ["light summer"],
    products_viewed: viewed,
    products_basket: visit(1),
  };
  const body = { kind, state, expand, query_id: `${kind}-${expand}-${n}`, consumer_id: `c-${n}` };
  return { path: PATH, headers, body };
};

const folder = mkdtempSync(join(tmpdir(), "nextmove-recommendation-"));
const configPath = bundleDevelopmentWorker(folder);
const stateFolder = join(folder, "state");
const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;

const workerd = await startRawWorkerd({ configPath, stateFolder, inspector: INSPECTOR });
try {
  const feed = Buffer.concat([...largeFeed("ndjson", items)]);
  const pushed = await fetch(`${workerd.url}/v3/feed/${CASE}`, {
    method: "POST",
    headers,
    body: feed,
  });
  if (!pushed.ok) throw new Error(await pushed.text());
  const client = httpClient(workerd.url, 16);
  const heap = await openHeap(INSPECTOR);
  const teach = Array.from({ length: Math.ceil(views / TOLD_VIEWS) }, (_, n) => ({
    path: PATH,
    headers,
    body: {
      limit: 1,
      kind: "trending",
      consumer_id: `t-${n}`,
      state: { products_viewed: visit(TOLD_VIEWS) },
    },
  }));
  const taught = await runSlice(client, teach);
  console.log(`learned  ${Math.round((1000 * views) / taught.durationMs)} views/s`);
  const decide = (n: number) => ({
    path: `/v3/action/${CASE}`,
    headers,
    body: { ...asks("decide", n).body, actions: ["a", "b", "c", "d", "e"] },
  });
  const decisions = await runSlice(
    client,
    Array.from({ length: ASKED }, (_, n) => decide(n)),
  );
  console.log(
    `a decision to compare with: 16 at once ${Math.round((1000 * ASKED) / decisions.durationMs)}/s, ` +
      `p50 ${milliseconds(quantile(decisions.latenciesMs, 0.5))}`,
  );
  for (const kind of KINDS) {
    for (const expand of [false, true]) {
      const alone: number[] = [];
      for (let n = 0; n < ASKED / 10; n++) {
        const startedMs = performance.now();
        const { status, body } = await client.send(asks(kind, n, expand));
        if (status !== 200) throw new Error(body);
        alone.push(performance.now() - startedMs);
      }
      const many = Array.from({ length: ASKED }, (_, n) => asks(kind, 1_000 + n, expand));
      const { durationMs, latenciesMs } = await runSlice(client, many);
      console.log(
        `${kind}${expand ? ", expanded" : ""}: alone p50 ${milliseconds(quantile(alone, 0.5))}, p90 ${milliseconds(quantile(alone, 0.9))}; ` +
          `16 at once ${Math.round((1000 * ASKED) / durationMs)}/s, p50 ${milliseconds(quantile(latenciesMs, 0.5))}, p99 ${milliseconds(quantile(latenciesMs, 0.99))}`,
      );
    }
  }
  const looks: number[] = [];
  for (let n = 0; n < 200; n++) {
    await client.send(asks("session", 10_000 + n));
    looks.push(await heap.used());
  }
  await heap.collect();
  console.log(`heap     held ${await heap.used()} MB, at its highest ${Math.max(...looks)} MB`);
  const clock = await fetch(`${workerd.url}/dev/clock`, {
    method: "POST",
    headers,
    body: '{"advance_ms":6000}',
  });
  if (!clock.ok) throw new Error(await clock.text());
  heap.close();
  client.close();
} finally {
  await workerd.stop();
}
const cold = await startRawWorkerd({ configPath, stateFolder });
try {
  const client = httpClient(cold.url, 1);
  for (const name of ["first", "second"]) {
    const startedMs = performance.now();
    const { status } = await client.send(asks("session", name === "first" ? 20_001 : 20_002));
    console.log(
      `cold     ${name} answer (${status}) ${milliseconds(performance.now() - startedMs)}`,
    );
  }
  client.close();
} finally {
  await cold.stop();
  rmSync(folder, { recursive: true });
}
