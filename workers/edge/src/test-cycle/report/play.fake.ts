import type { TestCycleEvent, TestCyclePeriod } from "@nextmove/contract";
import { createRandom } from "@nextmove/engine";
import { addVisit } from "../fold/add-visit.ts";
import { accepted, assigned, HOUR_MS, outcome, started, triggered } from "../fold/events.fake.ts";
import { foldVisit } from "../fold/fold-visit.ts";
import { type Frame, frameOf } from "../fold/frame.ts";
import { emptySummary, type Summary } from "../fold/summary.ts";

/** How the visitors of a model behave. */
interface Habit {
  /** Share that is picked for assistance, of whom a tenth meets nobody free. */
  picked: number;
  accepts: number;
  buysAlone: number;
  buysAssisted: number;
}

export const USUAL: Habit = { picked: 0.2, accepts: 0.3, buysAlone: 0.03, buysAssisted: 0.25 };

const BLOCKED = 0.1;
const CHANNELS = ["chat", "phone"];

const basket = (random: () => number): number => Math.round(2000 + 12_000 * random() ** 3) / 100;

const visitorOf = (modelId: string, habit: Habit, hour: number, random: () => number) => {
  const events: TestCycleEvent[] = [assigned(hour, modelId)];
  const isFree = random() >= BLOCKED;
  const isPicked = random() < habit.picked;
  if (isPicked) events.push(triggered(hour + 0.1, isFree));
  const isAssisted = isPicked && isFree && random() < habit.accepts;
  if (isAssisted) {
    const channel = CHANNELS[random() < 0.7 ? 0 : 1];
    events.push(accepted(hour + 0.2, channel), started(hour + 0.3));
  }
  if (random() < (isAssisted ? habit.buysAssisted : habit.buysAlone)) {
    const assistanceId = isAssisted ? "a" : undefined;
    events.push(outcome(hour + 0.5, { assistanceId, value: basket(random) }));
  }
  return events;
};

/**
 * What a period comes to whose visitors have these habits, evenly over its time.
 *
 * @param habits by model, in the order of the period's
 * @param sessions of each model
 */
export const play = (
  period: TestCyclePeriod,
  habits: readonly Habit[],
  sessions: number,
  cap: number | null = null,
): Summary => {
  const random = createRandom("period");
  const frame: Frame = frameOf(period, [], cap);
  const summary = emptySummary(frame);
  const hours = (period.end - period.start) / HOUR_MS;
  for (const [place, habit] of habits.entries()) {
    for (let session = 0; session < sessions; session += 1) {
      const hour = Math.max(0, (hours * session) / sessions - 1);
      const modelId = period.models[place]?.modelId ?? "";
      addVisit(summary, foldVisit(visitorOf(modelId, habit, hour, random), frame), frame);
    }
  }
  return summary;
};
