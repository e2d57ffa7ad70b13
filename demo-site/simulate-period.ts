/**
 * `npm run simulate:period -- [--url URL] [--visits N] [--days N] [--seed N] [--same]`: plays four weeks
 * of a shop in which a learned model is compared with the shop's own order, through the public API, and
 * ends with the report as a page. Starts a server when none answers.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { apiAt } from "./period/api.ts";
import { SimulationFailure } from "./period/failure.ts";
import { resultsOf } from "./period/results.ts";
import { haveServer } from "./period/server.ts";
import { reportOf, simulatePeriod } from "./period/simulate.ts";
import { weekLines } from "./period/week-lines.ts";
import { progressBar } from "./shoppers/progress-bar.ts";

/** Beside the state of `npm start`, and no more than that under version control. */
const PAGES_FOLDER = ".nextmove/reports";
const MOST_DAYS = 366;

const values = chosenOptions();
const seed = Number(values?.seed);
const days = Number(values?.days);
const visits = Number(values?.visits);
if (
  values === undefined ||
  !URL.canParse(values.url) ||
  !Number.isSafeInteger(seed) ||
  !isCount(days, MOST_DAYS) ||
  !isCount(visits, 1e6)
) {
  console.error(
    "Usage: npm run simulate:period -- [--url URL] [--visits N] [--days N] [--seed N] [--same]",
  );
  process.exit(2);
}

const interrupted = new AbortController();
process.once("SIGINT", () => interrupted.abort());
const progress = progressBar("Visits");
const url = new URL(values.url);
try {
  const stop = await haveServer(url, console.log);
  try {
    await play(values.same);
  } finally {
    stop();
  }
} catch (error) {
  if (interrupted.signal.aborted) console.error("\nStopped; the server's clock is where it was.");
  else if (error instanceof SimulationFailure) console.error(`\n${error.message}`);
  else throw error;
  process.exitCode = 1;
}

async function play(same: boolean): Promise<void> {
  // The bar draws nothing where nobody watches.
  const isWatched = process.stderr.isTTY;
  const tellWeek = weekLines(days, console.log);
  if (isWatched) progress.start(visits, 0);
  const { report, page, till } = await simulatePeriod(apiAt(url.origin), {
    seed,
    days,
    visits,
    same,
    signal: interrupted.signal,
    onProgress: (done, all) => {
      if (!isWatched) return tellWeek(done, all);
      progress.setTotal(all);
      progress.update(done);
    },
  }).finally(() => progress.stop());
  mkdirSync(PAGES_FOLDER, { recursive: true });
  const file = resolve(PAGES_FOLDER, `${report.periodId}.html`);
  writeFileSync(file, page);
  console.log(`\n${resultsOf(report, till)}\n`);
  console.log(`Report: ${file}\n  ${pathToFileURL(file).href}`);
  console.log(
    `The same from ${url.origin}${reportOf(report.periodId)}?format=html with the key ak_test_demo`,
  );
}

function isCount(value: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= 1 && value <= most;
}

/** Undefined when there are others than we know. */
function chosenOptions() {
  try {
    return parseArgs({
      options: {
        // The port that `npm start` takes with the same variable.
        url: { type: "string", default: `http://localhost:${process.env["PORT"] ?? 8787}` },
        visits: { type: "string", default: "10000" },
        days: { type: "string", default: "28" },
        seed: { type: "string", default: "1" },
        same: { type: "boolean", default: false },
      },
    }).values;
  } catch {
    return undefined;
  }
}
