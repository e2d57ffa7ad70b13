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

  it("waits for one less each time that it waited in vain", () => {
    const attendance = new Attendance();
    for (let n = 0; n < 4; n++) attendance.came();
    attendance.left(4);
    attendance.came();
    for (const isComplete of [false, false, true, true]) {
      attendance.forgetOne();
      expect(attendance.isComplete).toBe(isComplete);
    }
  });

  it("is complete whenever more are here than ever", () => {
    const step = fc.record({ answered: fc.nat(5), vain: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const attendance = new Attendance();
        let here = 0;
        let most = 0;
        for (const { answered, vain } of steps) {
          attendance.came();
          here += 1;
          most = Math.max(most, here);
          if (here === most) expect(attendance.isComplete).toBe(true);
          if (vain) attendance.forgetOne();
          const left = Math.min(answered, here);
          attendance.left(left);
          here -= left;
        }
      }),
    );
  });
});
