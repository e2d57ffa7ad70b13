import type { PeriodDescription, TestCyclePeriod } from "@nextmove/contract";

const iso = (time: number): string => new Date(time).toISOString();

/** A period as the API shows it. */
export const describePeriod = (period: TestCyclePeriod): PeriodDescription => {
  const { salt: _, judged: __, caseId, start, end, slices, ...rest } = period;
  return {
    ...rest,
    ...(caseId === undefined ? {} : { caseId }),
    start: iso(start),
    end: iso(end),
    slices: slices.map(({ from, weights }) => ({ from: iso(from), weights })),
  };
};
