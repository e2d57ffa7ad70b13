import { setTimeout } from "node:timers/promises";

import { createRandom } from "@nextmove/engine";

import { httpClient, type HttpRequest } from "../../harness/http-client.ts";
import { largeFeed } from "../feed/large-feed.ts";
import { processorMs } from "../http/processor-time.ts";
import { type BenchServer, startFloor, startNextmove } from "../http/servers.ts";
import { CONCURRENCY, runSlice, type Slice } from "../http/slice.ts";
import { quantile } from "../summary.ts";
import { storedListBytes } from "../http/stored-bytes.ts";
import { CASE_ID } from "../http/traffic.ts";

export const HEADERS = { authorization: "Bearer sk_test_demo", "content-type": "application/json" };
export const PATH = `/v3/recommendation/${CASE_ID}`;
/** Views that one request tells: a visit, longer than most. */
const TOLD_VIEWS = 8;
/** Requests that tell views, at most: in a large shop visits are longer. */
const MOST_TOLD = 10_000;
const WARM_UP = "warm-up";
const WARM_UP_REQUESTS = 4_000;
const ROUNDS = 21;
const REQUESTS_PER_TURN = 400;
/** In which a turn's lists are brought to their shards: before the other takes its turn. */
const SETTLING_MS = 600;

type Body = HttpRequest["body"];

export type Shop = { items: number; views: number };

type Turn = Slice & { processorMs: number };

export type Side = {
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Of the server's process, per request: what other work on the machine cannot change. */
  processorMicroseconds: number;
};

export type ListComparison = {
  nextmove: Side;
  floor: Side;
  /** How much of the floor's throughput Nextmove reaches, median over the rounds. */
  throughputRatio: number;
  /** The same by processor time. */
  processorRatio: number;
  p99Ratio: number;
  /** Mean size of a stored list, which the floor stores too. */
  storedBytes: number;
};

/** Lists over HTTP from a shop of this many products, in turns with the floor Worker, which stores as much. */
export async function compareLists(shop: Shop): Promise<ListComparison> {
  const [nextmove, floor] = await Promise.all([startNextmove(), startFloor()]);
  try {
    const asker = askerOf(shop);
    await pushFeed(nextmove, shop);
    const told = Math.max(TOLD_VIEWS, Math.ceil(shop.views / MOST_TOLD));
    await turn(nextmove, asker.teach(told), 0);
    const warmUp = asker.ask(WARM_UP, WARM_UP_REQUESTS);
    await turn(nextmove, warmUp, 0);
    await turn(floor, warmUp, 0);
    // Those that told the views are of one product.
    const bytes = storedListBytes(nextmove.stateFolder, WARM_UP);
    const turns = { nextmove: new Array<Turn>(), floor: new Array<Turn>() };
    for (let round = 0; round < ROUNDS; round++) {
      const bodies = asker.ask(`round-${round}`, REQUESTS_PER_TURN);
      turns.nextmove.push(await settledTurn(nextmove, bodies, bytes));
      turns.floor.push(await settledTurn(floor, bodies, bytes));
    }
    const ratios = turns.nextmove.map(
      ({ durationMs }, round) => (turns.floor[round]?.durationMs ?? Number.NaN) / durationMs,
    );
    const sides = { nextmove: sideOf(turns.nextmove), floor: sideOf(turns.floor) };
    return {
      ...sides,
      throughputRatio: quantile(ratios, 0.5),
      processorRatio: sides.floor.processorMicroseconds / sides.nextmove.processorMicroseconds,
      p99Ratio: sides.nextmove.p99Ms / sides.floor.p99Ms,
      storedBytes: bytes,
    };
  } finally {
    await Promise.all([nextmove.remove(), floor.remove()]);
  }
}

export async function pushFeed({ workerd }: BenchServer, { items }: Shop): Promise<void> {
  const body = Buffer.concat([...largeFeed("ndjson", items)]);
  const url = `${workerd.url}/v3/feed/${CASE_ID}`;
  const pushed = await fetch(url, { method: "POST", headers: HEADERS, body });
  if (!pushed.ok) throw new Error(`${url} answered ${pushed.status}: ${await pushed.text()}`);
}

/** Visits of a length: a few products are looked at by many, and those looked at together lie near each other. */
export function visitsOf({ items }: Shop, random: () => number): (length: number) => string[] {
  const popular = (): number => Math.floor(items * random() ** 3);
  return (length) => {
    const around = popular();
    const near = () => Math.min(items - 1, around + Math.floor(20 * random()));
    return Array.from({ length }, () => `sku-${random() < 0.8 ? near() : popular()}`);
  };
}

/** A visit of that many products, each looked at once: what a visitor looks at again does not count as another view. */
export const distinctly =
  (visit: (length: number) => string[]) =>
  (length: number): string[] =>
    [...new Set(visit(8 * length))].slice(0, length);

/** Visitors of the shop. */
export function askerOf(shop: Shop) {
  const { views } = shop;
  const visit = visitsOf(shop, createRandom("visitors"));
  return {
    visit,
    /** Tells the views, this many in a request. */
    teach: (each: number, visited = visit): Body[] =>
      Array.from({ length: Math.ceil(views / each) }, (_, n) => ({
        limit: 1,
        kind: "trending",
        consumer_id: `t-${n}`,
        state: { products_viewed: visited(each) },
      })),
    /** What product pages ask for: ten products to go on with, of visitors with some history. */
    ask: (name: string, count: number): Body[] =>
      Array.from({ length: count }, (_, n) => {
        const viewed = visit(4);
        const state = {
          device: "mobile",
          country: "DE",
          page_id: `products/${viewed.at(-1)}`,
          products_viewed: viewed,
          products_basket: visit(1),
        };
        const id = `${name}-${n}`;
        return { query_id: id, consumer_id: `visitor-${id}`, limit: 10, state };
      }),
  };
}

export async function turn(
  server: BenchServer,
  bodies: Body[],
  storedBytes: number,
): Promise<Turn> {
  const headers = { ...HEADERS, "stored-bytes": String(storedBytes) };
  const client = httpClient(server.workerd.url, CONCURRENCY);
  const beforeMs = processorMs(server.workerd.pid);
  const slice = await runSlice(
    client,
    bodies.map((body) => ({ path: PATH, headers, body })),
  );
  client.close();
  return { ...slice, processorMs: processorMs(server.workerd.pid) - beforeMs };
}

/**
 * A turn with what it leaves to be done after the last answer, which in steady traffic would take its time
 * from the next requests: as much longer as that takes of the processor.
 */
async function settledTurn(server: BenchServer, bodies: Body[], bytes: number): Promise<Turn> {
  const answered = await turn(server, bodies, bytes);
  const beforeMs = processorMs(server.workerd.pid);
  await setTimeout(SETTLING_MS);
  const restMs = processorMs(server.workerd.pid) - beforeMs;
  return {
    ...answered,
    durationMs: answered.durationMs + restMs,
    processorMs: answered.processorMs + restMs,
  };
}

function sideOf(turns: Turn[]): Side {
  const latenciesMs = turns.flatMap((each) => each.latenciesMs);
  const sumOf = (value: (turn: Turn) => number) =>
    turns.reduce((total, each) => total + value(each), 0);
  return {
    requestsPerSecond: (1000 * latenciesMs.length) / sumOf((each) => each.durationMs),
    p50Ms: quantile(latenciesMs, 0.5),
    p99Ms: quantile(latenciesMs, 0.99),
    processorMicroseconds: (1000 * sumOf((each) => each.processorMs)) / latenciesMs.length,
  };
}
