import { rounded } from "../summary.ts";
import { printTable } from "../table.ts";
import type { ListComparison, Shop, Side } from "./compare-lists.ts";

export function printLists({ items, views }: Shop, lists: ListComparison): void {
  const row = (name: string, side: Side) => [
    name,
    side.requestsPerSecond,
    side.p50Ms,
    side.p99Ms,
    side.processorMicroseconds,
  ];
  printTable(
    `recommendations on raw workerd: ${items} products, ${views} views, ${lists.storedBytes} bytes stored`,
    ["server", "requests/s", "p50 ms", "p99 ms", "processor µs a request"],
    [row("Nextmove", lists.nextmove), row("floor", lists.floor)],
  );
  console.log(
    `throughput ratio ${rounded(lists.throughputRatio)} (budget at least 0.8), by processor time ` +
      `${rounded(lists.processorRatio)}; p99 ratio ${rounded(lists.p99Ratio)}`,
  );
}
