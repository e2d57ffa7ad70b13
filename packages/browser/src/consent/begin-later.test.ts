import { describe, expect, it } from "vitest";
import { beginLater } from "./begin-later.ts";
import type { ConsentFollower } from "./consent.ts";

function open({ isPrerendered = false } = {}) {
  const page = { isPrerendered };
  const log: string[] = [];
  const tasks: (() => void)[] = [];
  const part: ConsentFollower = {
    follow: (mayStore, mustForget) =>
      void log.push(mayStore ? "granted" : mustForget ? "denied" : "pending"),
  };
  const platform = {
    isPrerendered: () => page.isPrerendered,
    runAfter(_delayMs: number, run: () => void) {
      tasks.push(run);
      return () => {};
    },
  };
  const nextTask = () => tasks.splice(0).forEach((run) => run());
  const first = () => void log.push("first");
  return { page, log, nextTask, ...beginLater(platform, [part], first) };
}

describe("beginLater", () => {
  it("grants a task later, once, and tells everything else at once", () => {
    const { log, follow, begin, nextTask } = open();
    follow(true);
    expect(log).toEqual([]);
    nextTask();
    begin();
    expect(log.splice(0)).toEqual(["first", "granted"]);
    follow(false, true);
    follow(false);
    expect(log).toEqual(["denied", "pending"]);
  });

  it("holds what happens between a denial and the task that grants", () => {
    const { log, follow, nextTask } = open();
    follow(false, true);
    follow(true);
    expect(log.splice(0)).toEqual(["denied", "pending"]);
    nextTask();
    expect(log).toEqual(["first", "granted", "first"]);
  });

  it("grants at once when it has to, and not what was taken back meanwhile", () => {
    const { log, follow, begin, nextTask } = open();
    follow(true);
    begin();
    nextTask();
    expect(log.splice(0)).toEqual(["granted", "first"]);
    follow(true);
    follow(false, true);
    nextTask();
    begin();
    expect(log).toEqual(["denied", "first", "first"]);
  });

  it("grants nothing before the page is shown, but denies at once", () => {
    const { page, log, follow, begin, nextTask } = open({ isPrerendered: true });
    follow(true);
    nextTask();
    begin(); // As when it is online again.
    follow(false, true);
    follow(true);
    expect(log.splice(0)).toEqual(["first", "denied", "pending"]);
    page.isPrerendered = false;
    begin();
    begin();
    expect(log).toEqual(["granted"]);
  });
});
