// `node test/performance/recommendation/memory.ts [items] [views]`: what one Catalog of raw workerd holds
// with so much, step by step: V8's heap and the ArrayBuffers beside it, of the one isolate with all objects,
// after collection; another feed on its way; a cold start after it.
import { setTimeout } from "node:timers/promises";

import { createRandom } from "@nextmove/engine";

import { httpClient } from "../../harness/http-client.ts";
import { openHeap } from "../feed/heap.ts";
import { processorMs } from "../http/processor-time.ts";
import { startNextmove } from "../http/servers.ts";
import { runSlice } from "../http/slice.ts";
import { quantile } from "../summary.ts";
import { printTable } from "../table.ts";
import { distinctly, HEADERS as headers, PATH, visitsOf } from "./compare-lists.ts";
import { shopFeed } from "./shop-feed.ts";

const [itemsText = "200000", viewsText = String(2 ** 21)] = process.argv.slice(2);
const items = Number(itemsText);
const views = Number(viewsText);
const INSPECTOR = "127.0.0.1:9343";
/** As many as the Catalog learns from a list: fewer in a request would take hours. */
const TOLD_VIEWS = 50;
/** Visitors with a basket, and visits of other lengths than the long ones that tell most views. */
const SHORT_VISITS = 10_000;
const ASKED = 6_000;
const SAMPLE_MS = 200;
/** Past what is learned waiting to be stored. */
const CLOCK_MS = 6_000;
/** In which a feed is described, after the answers. */
const DESCRIBING_S = 25;
const RESTARTS = 5;
const ANSWERS = 2;

const feedPath = PATH.replace("recommendation", "feed");
const random = createRandom("memory");
const visit = visitsOf({ items, views }, random);
const short = (): string[] => visit(1 + Math.floor(-5 * Math.log(1 - random())));

const server = await startNextmove(INSPECTOR);
const rows: (string | number)[][] = [];
let asked = 0;
const askOf = (kind: string) => {
  asked += 1;
  const viewed = short();
  const state = {
    page_id: `products/${viewed.at(-1)}`,
    products_viewed: viewed,
    products_basket: visit(1),
    ...(kind === "search" ? { search_strings: ["zet ttt"] } : {}),
  };
  const query = `memory-${asked}`;
  return {
    path: PATH,
    headers,
    body: { kind, state, limit: 10, expand: true, query_id: query, consumer_id: `c-${asked}` },
  };
};
const send = async (url: string, path: string, body: RequestInit["body"]): Promise<void> => {
  const answer = await fetch(`${url}${path}`, {
    method: "POST",
    headers,
    body: body ?? null,
    duplex: "half",
  } as RequestInit);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
};
const push = (seed: string): Promise<void> => {
  const source = shopFeed(items, seed);
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = source.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
  });
  return send(server.workerd.url, feedPath, body);
};
try {
  await fetch(`${server.workerd.url}${feedPath}`, { headers }).then((answer) => answer.text());
  const heap = await openHeap(INSPECTOR);
  const client = httpClient(server.workerd.url, 16);
  /** workerd collects when it is next asked for something. */
  const collect = async (): Promise<void> => {
    const collected = heap.collect().then(() => true);
    const asked = async (): Promise<false> => {
      await fetch(`${server.workerd.url}${feedPath}`, { headers }).then((answer) => answer.text());
      return setTimeout(1, false);
    };
    while (!(await Promise.race([collected, asked()])));
  };
  const look = async (what: string): Promise<void> => {
    await collect();
    const { heap: held, buffers } = await heap.parts();
    rows.push([what, held, buffers, held + buffers]);
    console.log(what, held.toFixed(1), buffers.toFixed(1), (held + buffers).toFixed(1));
  };
  await look("the Worker and its objects, empty");
  await push("shop");
  await runSlice(client, [askOf("session")]);
  await look("a feed");
  const teach = Array.from({ length: Math.ceil(views / TOLD_VIEWS) }, (_, n) => ({
    path: PATH,
    headers,
    body: {
      limit: 1,
      kind: "trending",
      consumer_id: `t-${n}`,
      query_id: `t-${n}`,
      state: { products_viewed: distinctly(visit)(TOLD_VIEWS) },
    },
  }));
  const startedMs = performance.now();
  await runSlice(client, teach.splice(0, teach.length / 2));
  await look("half of the views");
  await runSlice(client, teach);
  await look("all views");
  console.log(`taught in ${Math.round((performance.now() - startedMs) / 1000)} s`);
  const many = Array.from({ length: SHORT_VISITS }, () => askOf("trending"));
  await runSlice(client, many);
  await look("visitors with baskets");
  const lists = Array.from({ length: ASKED }, (_, n) =>
    askOf(["session", "session", "similar", "bought-together", "search"][n % 5] ?? ""),
  );
  const { latenciesMs, durationMs } = await runSlice(client, lists);
  await look("lists of all kinds");
  console.log(
    `lists    ${Math.round((1000 * ASKED) / durationMs)}/s, p50 ${quantile(latenciesMs, 0.5).toFixed(1)} ms`,
  );
  const looks: number[] = [];
  const coming = push("another").then(() => true);
  while (!(await Promise.race([coming, setTimeout(SAMPLE_MS, false)]))) {
    await collect();
    const { heap: held, buffers } = await heap.parts();
    looks.push(held + buffers);
    if (looks.at(-1) === Math.max(...looks))
      rows.splice(6, 1, ["while another feed comes, the most", held, buffers, held + buffers]);
  }
  console.log(`swap: ${looks.length} looks, most ${Math.max(...looks).toFixed(1)} MB`);
  await runSlice(client, [askOf("session")]);
  // Asked for something now and then: an object that sleeps holds nothing.
  for (let n = 0; n < DESCRIBING_S; n++) {
    await setTimeout(1_000);
    await runSlice(client, [askOf("session")]);
  }
  await look("the other feed, described");
  await send(server.workerd.url, "/dev/clock", JSON.stringify({ advance_ms: CLOCK_MS }));
  await look("stored");
  heap.close();
  client.close();
  printTable(
    `${items} products, ${views} views, in MB after collection`,
    ["what", "heap", "buffers", "together"],
    rows,
  );
  const times: number[][] = [];
  for (let n = 0; n < RESTARTS; n++) {
    await server.restart();
    const { pid, url } = server.workerd;
    const asking = httpClient(url, 1);
    for (let answer = 0; answer < ANSWERS; answer++) {
      const startedMs = performance.now();
      const usedMs = processorMs(pid);
      const { status, body } = await asking.send(askOf("session"));
      if (status !== 200) throw new Error(body);
      (times[answer] ??= []).push(performance.now() - startedMs);
      (times[ANSWERS + answer] ??= []).push(processorMs(pid) - usedMs);
    }
    asking.close();
  }
  printTable(
    "after kill -9, from the listening socket on",
    ["answer", "ms", "of processor"],
    Array.from({ length: ANSWERS }, (_, n) => [
      n + 1,
      quantile(times[n] ?? [], 0.5),
      quantile(times[ANSWERS + n] ?? [], 0.5),
    ]),
  );
} finally {
  await server.remove();
}
