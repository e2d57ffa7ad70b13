import type { PeriodModel, TestCyclePeriod } from "@nextmove/contract";
import { createHmac } from "node:crypto";

/** Uniform in (0, 1), the same for the same visitor and model, and nobody's guess without the salt. */
const uniform = (salt: string, visitor: string, modelId: string): number => {
  const hash = createHmac("sha256", salt)
    .update(JSON.stringify([visitor, modelId]))
    .digest();
  return (hash.readUIntBE(0, 6) + 0.5) / 2 ** 48;
};

/**
 * The model that a period gives a visitor: an exponential race between the models, each at the speed of
 * its weight (weighted rendezvous hashing, Schindelhauer and Schomaker 2005). The chance to win is the
 * model's share, and other weights move only as many visitors as they must.
 */
export const assignModel = (
  { salt, models }: Pick<TestCyclePeriod, "salt" | "models">,
  visitor: string,
): PeriodModel => {
  let winner: PeriodModel | undefined;
  let best = Number.POSITIVE_INFINITY;
  for (const model of models) {
    if (model.weight === 0) continue;
    const time = -Math.log(uniform(salt, visitor, model.modelId)) / model.weight;
    if (time < best) {
      best = time;
      winner = model;
    }
  }
  if (!winner) throw new Error("a period without a weight above 0 is refused when it is put");
  return winner;
};

export const isRunning = (
  { start, end }: Pick<TestCyclePeriod, "start" | "end">,
  now: number,
): boolean => start <= now && now < end;

/** The period by whose models a case decides now, if there is one. */
export const runningPeriod = (
  periods: readonly TestCyclePeriod[],
  caseId: string,
  now: number,
): TestCyclePeriod | undefined =>
  periods.find((period) => period.caseId === caseId && isRunning(period, now));
