import { expect, it } from "vitest";
import type { Teaching } from "./lessons.ts";
import { RememberedTeachings } from "./remembered-teachings.ts";

const teachingOf = (lessons: number): Teaching => ({
  lessons: Array.from({ length: lessons }, () => ({
    observation: { c: [], n: [] },
    terms: [],
    since: 1,
  })),
  lived: [],
});

it("forgets the oldest once they hold too many lessons, however few events that is", () => {
  const remembered = new RememberedTeachings();
  const ticks = [1, 2, 3].map((seq) => ({ seq, teaching: teachingOf(900) }));
  for (const { seq, teaching } of ticks) remembered.add(seq, teaching);
  expect(remembered.of(1)).toBeUndefined();
  expect(remembered.of(2)).toBe(ticks[1]?.teaching);
  expect(remembered.of(3)).toBe(ticks[2]?.teaching);
  remembered.add(4, teachingOf(5_000));
  expect([2, 3, 4].map((seq) => remembered.of(seq))).toEqual([undefined, undefined, undefined]);
});

it("has a bound also for events that teach nothing", () => {
  const remembered = new RememberedTeachings();
  for (let seq = 0; seq < 3_000; seq++) remembered.add(seq, teachingOf(0));
  expect(remembered.of(0)).toBeUndefined();
  expect(remembered.of(2_000)).toBeDefined();
});
