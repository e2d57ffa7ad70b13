// `node test/performance/recommendation/cold-start.ts [items] [views]`: kills a server that holds so
// much, starts it on the same storage and asks for lists; the median of several.
import { httpClient } from "../../harness/http-client.ts";
import { processorMs } from "../http/processor-time.ts";
import { type BenchServer, startNextmove } from "../http/servers.ts";
import { quantile } from "../summary.ts";
import { printTable } from "../table.ts";
import { askerOf, distinctly, HEADERS, PATH, pushFeed, turn } from "./compare-lists.ts";

const [items = "200000", views = "500000"] = process.argv.slice(2);
const shop = { items: Number(items), views: Number(views) };
const RESTARTS = 7;
/** The first pays for what all share; the last finds all at hand. */
const ANSWERS = 4;
/** Past what is learned waiting to be stored. */
const CLOCK_MS = 6_000;

type Times = { wallMs: number; processorMs: number };

async function restarted(server: BenchServer, bodies: unknown[]): Promise<Times[]> {
  await server.restart();
  const { pid, url } = server.workerd;
  const client = httpClient(url, 1);
  const times: Times[] = [];
  for (const body of bodies) {
    const startedMs = performance.now();
    const usedMs = processorMs(pid);
    const answer = await client.send({ path: PATH, headers: HEADERS, body });
    if (answer.status !== 200) throw new Error(answer.body);
    times.push({
      wallMs: performance.now() - startedMs,
      processorMs: processorMs(pid) - usedMs,
    });
  }
  client.close();
  return times;
}

const server = await startNextmove();
try {
  const asker = askerOf(shop);
  await pushFeed(server, shop);
  await turn(server, asker.teach(50, distinctly(asker.visit)), 0);
  const clock = await fetch(`${server.workerd.url}/dev/clock`, {
    method: "POST",
    headers: HEADERS,
    body: JSON.stringify({ advance_ms: CLOCK_MS }),
  });
  if (!clock.ok) throw new Error(await clock.text());
  const runs: Times[][] = [];
  for (let n = 0; n < RESTARTS; n++)
    runs.push(await restarted(server, asker.ask(`cold-${n}`, ANSWERS)));
  const median = (answer: number, of: keyof Times): number =>
    quantile(
      runs.map((times) => times[answer]?.[of] ?? Number.NaN),
      0.5,
    );
  const rows = Array.from({ length: ANSWERS }, (_, n) => [
    `answer ${n + 1}`,
    median(n, "wallMs"),
    median(n, "processorMs"),
  ]);
  printTable(
    `after kill -9, ${shop.items} products, ${shop.views} views, from the listening socket on`,
    ["what", "ms", "of processor"],
    rows,
  );
} finally {
  await server.remove();
}
