import { caseListResponse, periodListResponse } from "@nextmove/contract";
import type { Api } from "./api.ts";
import { DAY_MS, startOf, TRAINING_DAYS } from "./calendar.ts";

const WEEK_MS = 7 * DAY_MS;

export interface FreeTime {
  /** A name that no period and no case has: the same seed is played as often as it is asked for. */
  readonly name: string;
  /** The last Monday from which the period is over, and meets no other. */
  readonly start: number;
}

/** Where a period of this many days can be played among those that there are. */
export async function findFreeTime(
  api: Api,
  { now, days, seed }: { now: number; days: number; seed: number },
): Promise<FreeTime> {
  const { periods } = periodListResponse.parse(await api.get("/v3/test-cycle/periods"));
  const { cases } = caseListResponse.parse(await api.get("/v3/cases"));
  const names = new Set([
    ...periods.map(({ periodId }) => periodId),
    // What was broken off left its case.
    ...cases.map(({ case_id }) => case_id),
  ]);
  let name = `simulated-${seed}`;
  for (let number = 2; names.has(name); number += 1) name = `simulated-${seed}-${number}`;

  // Before a period of ours there was a training, too.
  const taken = periods.map(({ start, end }) => ({
    from: Date.parse(start) - TRAINING_DAYS * DAY_MS,
    to: Date.parse(end),
  }));
  let start = startOf(now, days);
  const isTaken = () =>
    taken.some(
      ({ from, to }) => from < start + days * DAY_MS && start - TRAINING_DAYS * DAY_MS < to,
    );
  while (isTaken()) start -= WEEK_MS;
  return { name, start };
}
