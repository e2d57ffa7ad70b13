// `node test/performance/recommendation/replicas.ts [items] [views] [replicas]`: what it takes to make replicas
// of a Catalog, to bring them a change of the feed, and to make a list with them. All objects of one workerd
// share one thread, so lists do not come sooner here: processor time is what tells.
import type { FeedStatus } from "@nextmove/contract";

import { processorMs } from "../http/processor-time.ts";
import { SHARDS, startNextmove } from "../http/servers.ts";
import { CASE_ID } from "../http/traffic.ts";
import { printTable } from "../table.ts";
import { askerOf, HEADERS, pushFeed, turn } from "./compare-lists.ts";

const [items = "20000", views = "100000", replicasText = "4"] = process.argv.slice(2);
const shop = { items: Number(items), views: Number(views) };
const replicas = Number(replicasText);
const WARM_UP_REQUESTS = 2_000;
const REQUESTS = 2_000;
const POLL_MS = 20;

const server = await startNextmove();
try {
  const { url, pid } = server.workerd;
  const asker = askerOf(shop);
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const isAdmin = path.startsWith("/v3/cases");
    const headers = isAdmin ? { ...HEADERS, authorization: "Bearer ak_test_demo" } : HEADERS;
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(url + path, { method, headers, ...text });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  const row = async (what: string, work: () => Promise<void>, per = 1) => {
    const [started, used] = [performance.now(), processorMs(pid)];
    await work();
    return [what, (performance.now() - started) / per, (processorMs(pid) - used) / per];
  };
  const untilCurrent = async (count: number): Promise<void> => {
    for (;;) {
      const status = (await call("GET", `/v3/feed/${CASE_ID}`)) as FeedStatus;
      const isDone = status.replicas.every((one) => one.answers && one.is_current);
      if (status.replicas.length === count - 1 && isDone) return;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  };
  const lists = (name: string) => async (): Promise<void> => {
    await turn(server, asker.ask(name, REQUESTS), 0);
  };

  await pushFeed(server, shop);
  await turn(server, asker.teach(50), 0);
  await turn(server, asker.ask("warm-up", WARM_UP_REQUESTS), 0);
  const rows = [await row("a list, one object", lists("one"), REQUESTS)];
  const resize = async (count: number): Promise<void> => {
    const settings = { shards: SHARDS, recommendation: { replicas: count } };
    await call("PUT", `/v3/cases/${CASE_ID}`, settings);
    await untilCurrent(count);
  };
  rows.push(await row(`${replicas - 1} replicas made`, () => resize(replicas)));
  await turn(server, asker.ask("warm-up-again", WARM_UP_REQUESTS), 0);
  rows.push(await row(`a list, ${replicas} objects`, lists("several"), REQUESTS));
  rows.push(
    await row("a changed product everywhere", async () => {
      await call("POST", `/v3/feed/${CASE_ID}/update`, { id: "sku-0", title: "Changed" });
      await untilCurrent(replicas);
    }),
  );
  // The machine and the compiler are not what they were at first.
  await resize(1);
  rows.push(await row("a list, one object again", lists("one-again"), REQUESTS));
  printTable(
    `${items} products, ${views} views`,
    ["what", "ms by the clock", "ms of processor"],
    rows,
  );
} finally {
  await server.remove();
}
