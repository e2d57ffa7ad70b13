import type { TestCycleReport } from "@nextmove/contract";
import { DAY_MS, daysOf } from "../fold/frame.ts";

/** How far a period has come. */
export interface Progress {
  readonly state: TestCycleReport["state"];
  readonly days: number;
  /** Days that have begun, the one under way among them. */
  readonly begunDays: number;
  readonly daysOver: number;
}

const stateOf = (start: number, end: number, now: number): Progress["state"] => {
  if (now < start) return "planned";
  return now < end ? "running" : "ended";
};

export const progressOf = (
  { start, end }: { start: number; end: number },
  now: number,
): Progress => {
  const days = daysOf({ start, end });
  const passed = Math.max(0, Math.min(now, end) - start);
  return {
    state: stateOf(start, end, now),
    days,
    begunDays: Math.min(days, Math.ceil(passed / DAY_MS)),
    daysOver: Math.floor(passed / DAY_MS),
  };
};
