import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Attendance } from "./attendance.ts";

describe("who is here", () => {
  it("is complete with as many as were here together", () => {
    const attendance = new Attendance();
    for (let n = 0; n < 3; n++) attendance.came();
    attendance.left(3);
    const complete = Array.from({ length: 4 }, () => {
      attendance.came();
      return attendance.isComplete;
    });
    expect(complete).toEqual([false, false, true, true]);
  });

  it("waits for half of those that it waited for in vain", () => {
    const attendance = new Attendance();
    for (let n = 0; n < 8; n++) attendance.came();
    attendance.left(7);
    const missing = Array.from({ length: 4 }, () => {
      attendance.forgetSome();
      let away = 0;
      for (; !attendance.isComplete; away++) attendance.came();
      attendance.left(away);
      return away;
    });
    expect(missing).toEqual([3, 1, 0, 0]);
  });

  it("is complete when as many are here as are looked for, and only then", () => {
    const step = fc.record({ answered: fc.nat(5), isInVain: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const attendance = new Attendance();
        let here = 0;
        let wanted = 0;
        for (const { answered, isInVain } of steps) {
          attendance.came();
          here += 1;
          if (here > wanted) wanted = here;
          if (isInVain) {
            attendance.forgetSome();
            while ((wanted - here) % 2 === 1) wanted -= 1;
            wanted -= (wanted - here) / 2;
          }
          expect(attendance.isComplete).toBe(here === wanted);
          const left = Math.min(answered, here);
          attendance.left(left);
          here -= left;
        }
      }),
    );
  });
});
