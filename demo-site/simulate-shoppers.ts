/**
 * `npm run simulate:shoppers -- [--url URL] [--visitors N] [--seed N]`: sends visitors with hidden
 * preferences through the public API, and shows how well their preferences were found out.
 */
import { parseArgs } from "node:util";
import { createClient } from "./shoppers/client.ts";
import { progressBar } from "./shoppers/progress-bar.ts";
import { seededRandom } from "./shoppers/random.ts";
import { report } from "./shoppers/report.ts";
import { simulateVisits } from "./shoppers/visits.ts";

const CASE = "shop";

const values = chosenOptions();
const visitors = Number(values?.visitors);
const seed = Number(values?.seed);
if (
  values === undefined ||
  !URL.canParse(values.url) ||
  !Number.isSafeInteger(seed) ||
  !Number.isSafeInteger(visitors) ||
  visitors < 1
) {
  console.error("Usage: npm run simulate:shoppers -- [--url URL] [--visitors N] [--seed N]");
  process.exit(2);
}

const progress = progressBar("Visitors");
progress.start(visitors, 0);
const visits = await simulateVisits({
  client: createClient(new URL(values.url).origin, CASE),
  visitors,
  random: seededRandom(seed),
  run: `shoppers-${Date.now().toString(36)}`,
  onProgress: (done) => progress.update(done),
});
progress.stop();

if (visits.ok) console.log(`\n${report(visits.value)}`);
else console.error(`\n${visits.message}`);
process.exitCode = visits.ok ? 0 : 1;

/** Undefined when there are others than we know. */
function chosenOptions() {
  try {
    return parseArgs({
      options: {
        // The port that `npm start` takes with the same variable.
        url: { type: "string", default: `http://localhost:${process.env["PORT"] ?? 8787}` },
        visitors: { type: "string", default: "4000" },
        seed: { type: "string", default: "1" },
      },
    }).values;
  } catch {
    return undefined;
  }
}
