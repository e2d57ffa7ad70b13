// `node test/performance/peeking.ts`: how often a team that looks every day calls a winner, by rule.
import { createRandom } from "@nextmove/engine";

import { addToReport } from "./report.ts";
import { simulatePeeking } from "./simulate-peeking.ts";
import { printTable } from "./table.ts";

const RUNS = 2000;
const TRUTHS = [
  { lift: 0, treatmentShare: 0.5 },
  { lift: 0.15, treatmentShare: 0.5 },
  { lift: 0.25, treatmentShare: 0.5 },
  { lift: 0, treatmentShare: 0.05 },
  { lift: 0.25, treatmentShare: 0.05 },
];
const RULES = {
  naiveDaily: "naive, daily",
  naiveAtEnd: "naive, at the end",
  alwaysValidUnpooled: "always valid, own variances",
  alwaysValidHabitual: "always valid, N* 5,000",
  alwaysValidPlanned: "always valid",
  alwaysValidCapped: "always valid, capped",
  hybrid: "hybrid",
  hybridCapped: "hybrid, capped",
};

const peeking = TRUTHS.map((truth) => {
  const random = createRandom(`peeking ${truth.lift} ${truth.treatmentShare}`);
  return { ...truth, ...simulatePeeking(truth, RUNS, random) };
});
printTable(
  `a winner called in 28 days, share of ${RUNS} tests`,
  ["", ...peeking.map(({ lift, treatmentShare }) => `+${lift * 100} % of ${treatmentShare}`)],
  Object.entries(RULES).map(([rule, name]) => [
    name,
    ...peeking.map((found) => found[rule as keyof typeof RULES]),
  ]),
);
addToReport({ peeking });
