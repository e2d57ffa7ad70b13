import { type TestCycleReport, testCycleReport } from "@nextmove/contract";
import type { Api } from "./api.ts";
import { burstsOf, DAY_MS, TRAINING_DAYS } from "./calendar.ts";
import { takeClock } from "./clock.ts";
import { findFreeTime } from "./free-time.ts";
import { freezeModels, makeCase } from "./models.ts";
import { planPeriod } from "./plan.ts";
import { playBursts, type Shop, type Till } from "./play.ts";
import { arrivalsOf, type Temptation, USUAL } from "./shop.ts";

export interface Options {
  readonly seed: number;
  readonly days: number;
  /** Visits in the period; before it come as many a day. */
  readonly visits: number;
  /** Compare two models that do the same. */
  readonly same: boolean;
  readonly temptation?: Temptation;
  /** Visits that were played, of all there will be. */
  readonly onProgress?: (done: number, all: number) => void;
  readonly signal?: AbortSignal;
}

export interface Simulated {
  readonly report: TestCycleReport;
  /** The report as a page. */
  readonly page: string;
  /** What the shop took in the period. */
  readonly till: Till;
}

/** Longer than any object holds back what it has to tell another. */
const SETTLED_MS = 5_000;

export const reportOf = (periodId: string): string => `/v3/test-cycle/periods/${periodId}/report`;

/**
 * Plays a period of a shop through its public API, with a week before it in which a model learns. It is
 * played in the past, so the server's clock goes back and comes home.
 *
 * @throws SimulationFailure
 */
export async function simulatePeriod(api: Api, options: Options): Promise<Simulated> {
  const { seed, days, visits, same, temptation = USUAL, onProgress = () => {} } = options;
  const clock = await takeClock(api);
  const { name, start } = await findFreeTime(api, { now: clock.begun, days, seed });
  const bursts = burstsOf(start, days, visits);
  const all = bursts.reduce((sum, burst) => sum + burst.visits, 0);
  let done = 0;
  const count = (more: number): void => {
    options.signal?.throwIfAborted();
    done += more;
    onProgress(done, all);
  };
  const shop: Shop = { api, clock, caseId: name, arrivals: arrivalsOf(seed, name), temptation };
  try {
    await clock.moveTo(start - TRAINING_DAYS * DAY_MS);
    await makeCase(api, name);
    const training = bursts.filter(({ isTraining }) => isTraining);
    await playBursts(shop, training, start - SETTLED_MS, count);
    const models = await freezeModels(api, name, same);
    await planPeriod(api, name, { periodId: name, start, days, models, visits, same });
    const period = bursts.filter(({ isTraining }) => !isTraining);
    const till = await playBursts(shop, period, start + days * DAY_MS, count);
    await clock.home();
    const report = testCycleReport.parse(await api.get(reportOf(name)));
    return { report, page: await api.page(`${reportOf(name)}?format=html`), till };
  } finally {
    await clock.home();
  }
}
