// `npm run bench`: measures against the budgets, prints tables and writes dist/bench.json. It judges
// nothing: times depend on the machine, which is why most figures are ratios within one run.
import { cpus, loadavg } from "node:os";

import { buildAll } from "../../scripts/build.ts";
import { measureEngine } from "./engine.ts";
import { measureColdStart } from "./http/cold-start.ts";
import { compareWithFloor } from "./http/compare.ts";
import { startFloor, startNextmove } from "./http/servers.ts";
import { compareLists } from "./recommendation/compare-lists.ts";
import { printLists } from "./recommendation/print-lists.ts";
import { addToReport } from "./report.ts";
import { measureSdkEvaluation, printSdkEvaluation } from "./sdk-evaluation.ts";
import { sdkSizes } from "./sdk-sizes.ts";
import { rounded } from "./summary.ts";
import { printTable } from "./table.ts";

const machine = { cores: cpus().length, model: cpus()[0]?.model, loadBefore: loadavg()[0] };
console.log(`${machine.cores} cores (${machine.model}), load ${machine.loadBefore}`);

buildAll();
const sdk = sdkSizes();
printTable(
  "SDK, brotli",
  ["file", "bytes", "budget"],
  sdk.map((file) => [file.name, file.size, file.sizeLimit]),
);

const sdkEvaluation = await measureSdkEvaluation();
printSdkEvaluation(sdkEvaluation);

const engine = measureEngine();
printTable(
  `engine: ${engine.actions} actions, ${engine.activeFeatures} active features, d = ${engine.dimension}`,
  ["what", "µs", "budget"],
  [
    ["rank with exact probabilities", engine.rankMicroseconds, 150],
    ["of which scoring", engine.scoreMicroseconds, 60],
    ["of which probabilities", engine.probabilitiesMicroseconds, undefined],
  ],
);

const nextmove = await startNextmove();
const floor = await startFloor();
const http = await compareWithFloor(nextmove, floor);
const coldStart = await measureColdStart(nextmove);
await Promise.all([nextmove.remove(), floor.remove()]);
printTable(
  "HTTP on raw workerd: Nextmove / floor Worker in the same run",
  [
    "request",
    "requests/s",
    "ratio",
    "p50 ms",
    "p99 ms",
    "p99 ratio",
    "stored bytes",
    "rows written",
    "beside the log",
  ],
  http.map((each) => [
    each.kind,
    versus(each.nextmove.requestsPerSecond, each.floor.requestsPerSecond),
    each.throughputRatio,
    versus(each.nextmove.p50Ms, each.floor.p50Ms),
    versus(each.nextmove.p99Ms, each.floor.p99Ms),
    each.p99Ratio,
    each.storedBytes,
    each.rowsWritten.log,
    each.rowsWritten.beside,
  ]),
);
console.log("budgets: decide's throughput ratio at least 0.8, p99 ratio at most 1.25, 2 rows each");
const shop = { items: 5_000, views: 50_000 };
const lists = await compareLists(shop);
printLists(shop, lists);
printTable(
  "cold start after kill -9",
  ["what", "ms", "budget"],
  [
    ["listening to first decision", coldStart.firstDecisionMs, 300],
    ["with the start of the process", coldStart.withProcessMs, undefined],
  ],
);

const loadAfter = loadavg()[0];
addToReport({
  machine: { ...machine, loadAfter },
  sdk,
  sdkEvaluation,
  engine,
  http,
  lists,
  coldStart,
});
console.log(`\nload ${loadAfter} at the end; all figures in dist/bench.json`);

function versus(ours: number, floors: number): string {
  return `${rounded(ours)} / ${rounded(floors)}`;
}
