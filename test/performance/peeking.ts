// `node test/performance/peeking.ts`: how often a team that looks every day calls a winner, by rule.
import { createRandom } from "@nextmove/engine";

import { addToReport } from "./report.ts";
import { simulatePeeking } from "./simulate-peeking.ts";
import { printTable } from "./table.ts";

const RUNS = 2000;
const LIFTS = [0, 0.15, 0.25];

const peeking = LIFTS.map((lift) => ({
  lift,
  ...simulatePeeking(lift, RUNS, createRandom(`peeking ${lift}`)),
}));
printTable(
  `a winner called in 28 days, share of ${RUNS} tests`,
  [
    "conversion",
    "naive, daily",
    "naive, at the end",
    "always valid, N* 5,000",
    "always valid, N* 56,000",
    "hybrid",
    "always valid, capped",
    "hybrid, capped",
  ],
  peeking.map(({ lift, ...found }) => [
    `+${lift * 100} %`,
    found.naiveDaily,
    found.naiveAtEnd,
    found.alwaysValidHabitual,
    found.alwaysValidPlanned,
    found.hybrid,
    found.alwaysValidCapped,
    found.hybridCapped,
  ]),
);
addToReport({ peeking });
