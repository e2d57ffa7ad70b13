import type { Random } from "@nextmove/engine";
import type { Arm, Comparison } from "@nextmove/statistics";
import {
  alwaysValid,
  atLeastPooled,
  differenceOfMeans,
  excludesZero,
  hybrid,
  meanArm,
  momentsFromSums,
  normalQuantile,
  welch,
  winsorise,
} from "@nextmove/statistics";

/** A shop that tests for four weeks, and a team that looks every evening. */
const DAYS = 28;
const SESSIONS_PER_DAY = 2000; // in both arms
const PLANNED_N = DAYS * SESSIONS_PER_DAY;
const CONVERSION = 0.03;
const BASKET_LOG_MEAN = Math.log(60);
const BASKET_LOG_SPREAD = 0.9;
const CAP = Math.exp(BASKET_LOG_MEAN + BASKET_LOG_SPREAD * normalQuantile(0.99));
const ALPHA = 0.05;
/** What GrowthBook tunes to unless told otherwise. */
const HABITUAL_N = 5000;

/** When a team calls a winner, per rule: the share of the tests in which it does. */
export type Found = {
  naiveDaily: number;
  naiveAtEnd: number;
  /** By each arm's own variance, as the naive rules. */
  alwaysValidUnpooled: number;
  alwaysValidHabitual: number;
  alwaysValidPlanned: number;
  hybrid: number;
  /** As before, each session's revenue capped at 99 % of the baskets. */
  alwaysValidCapped: number;
  hybridCapped: number;
};

export type Truth = {
  /** The treatment's conversion is (1 + lift) times the control's. */
  readonly lift: number;
  /** Of the sessions. */
  readonly treatmentShare: number;
};

/** Runs tests of that truth. */
export function simulatePeeking(truth: Truth, runs: number, random: Random): Found {
  const found: Found = {
    naiveDaily: 0,
    naiveAtEnd: 0,
    alwaysValidUnpooled: 0,
    alwaysValidHabitual: 0,
    alwaysValidPlanned: 0,
    hybrid: 0,
    alwaysValidCapped: 0,
    hybridCapped: 0,
  };
  for (let run = 0; run < runs; run++) {
    for (const rule of rulesThatCall(truth, random)) found[rule] += 1 / runs;
  }
  return found;
}

/** One test: the rules by which a winner was called at some look. */
function rulesThatCall({ lift, treatmentShare }: Truth, random: Random): Set<keyof Found> {
  const control = noRevenue();
  const treatment = noRevenue();
  const called = new Set<keyof Found>();
  for (let day = 1; day <= DAYS; day++) {
    const treated = Math.round(SESSIONS_PER_DAY * treatmentShare);
    trade(control, SESSIONS_PER_DAY - treated, CONVERSION, random);
    trade(treatment, treated, CONVERSION * (1 + lift), random);
    const isAtEnd = day === DAYS;
    const own = differenceOfMeans(armOf(control, "raw"), armOf(treatment, "raw"));
    const raw = comparePooled(control, treatment, "raw");
    const capped = comparePooled(control, treatment, "capped");
    const isNaive = excludesZero(welch(own, ALPHA));
    if (isNaive) called.add("naiveDaily");
    if (isNaive && isAtEnd) called.add("naiveAtEnd");
    if (isFound(own, PLANNED_N)) called.add("alwaysValidUnpooled");
    if (isFound(raw, HABITUAL_N)) called.add("alwaysValidHabitual");
    if (isFound(raw, PLANNED_N)) called.add("alwaysValidPlanned");
    if (isFound(capped, PLANNED_N)) called.add("alwaysValidCapped");
    if (isFoundByHybrid(raw, isAtEnd)) called.add("hybrid");
    if (isFoundByHybrid(capped, isAtEnd)) called.add("hybridCapped");
  }
  return called;
}

function isFound(comparison: Comparison, plannedN: number): boolean {
  return excludesZero(alwaysValid(comparison, { alpha: ALPHA, plannedN }));
}

function isFoundByHybrid(comparison: Comparison, isAtEnd: boolean): boolean {
  const split = { alphaRunning: 0.01, alphaEnd: 0.04, plannedN: PLANNED_N, isAtEnd };
  return excludesZero(hybrid(comparison, split));
}

type Sums = { sum: number; squares: number };
type Revenue = { sessions: number; raw: Sums; capped: Sums };

function noRevenue(): Revenue {
  return { sessions: 0, raw: { sum: 0, squares: 0 }, capped: { sum: 0, squares: 0 } };
}

/** A day of one arm. Only sessions that buy are drawn; the gaps between them are geometric. */
function trade(revenue: Revenue, sessions: number, conversion: number, random: Random): void {
  revenue.sessions += sessions;
  const logStay = Math.log1p(-conversion);
  let session = 0;
  while (true) {
    session += 1 + Math.floor(Math.log(1 - random()) / logStay);
    if (session > sessions) return;
    const basket = Math.exp(BASKET_LOG_MEAN + BASKET_LOG_SPREAD * standardNormal(random));
    add(revenue.raw, basket);
    add(revenue.capped, winsorise(basket, CAP));
  }
}

function add(sums: Sums, value: number): void {
  sums.sum += value;
  sums.squares += value * value;
}

/** Box & Muller 1958. */
function standardNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function comparePooled(control: Revenue, treatment: Revenue, of: "raw" | "capped"): Comparison {
  return differenceOfMeans(...atLeastPooled(armOf(control, of), armOf(treatment, of)));
}

function armOf(revenue: Revenue, of: "raw" | "capped"): Arm {
  const { sum, squares } = revenue[of];
  return meanArm(momentsFromSums(revenue.sessions, sum, squares));
}
