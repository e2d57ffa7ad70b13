import { describe, expect, it } from "vitest";
import { createInert } from "../inert.ts";
import { createReplayClock } from "./replay.ts";

describe("createReplayClock", () => {
  it("is set back during a replayed call, and told how long it waited", () => {
    const clock = createReplayClock(() => 1000);
    const seen: number[] = [];
    clock.replay(createInert({ key: "pk_test", endpoint: "https://edge.example" }), {
      at: 400,
      run: (_, waitedMs) => seen.push(clock.now(), waitedMs),
    });
    expect(seen).toEqual([400, 600]);
    expect(clock.now()).toBe(1000);
  });

  it("goes right again after a call that throws", () => {
    const clock = createReplayClock(() => 1000);
    const failing = () =>
      clock.replay(createInert({ key: "pk_test", endpoint: "https://edge.example" }), {
        at: 400,
        run() {
          throw new Error("a bug");
        },
      });
    expect(failing).toThrow("a bug");
    expect(clock.now()).toBe(1000);
  });
});
