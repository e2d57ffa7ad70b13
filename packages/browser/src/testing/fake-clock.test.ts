import { expect, it } from "vitest";
import { createFakeClock } from "./fake-clock.ts";

it("stands still, and runs what is due in order", () => {
  const clock = createFakeClock(1000);
  const ran: string[] = [];
  const note = (name: string) => () => ran.push(`${name} at ${clock.now()}`);
  clock.after(20, note("late"));
  clock.after(10, note("early"));
  clock.after(10, note("second"));
  clock.after(10, note("cancelled"))();
  clock.after(5, () => clock.after(1, note("nested")));
  expect(clock.now()).toBe(1000);
  clock.advance(15);
  expect(ran).toEqual(["nested at 1006", "early at 1010", "second at 1010"]);
  expect(clock.now()).toBe(1015);
  clock.advance(5);
  expect(ran).toHaveLength(4);
});
