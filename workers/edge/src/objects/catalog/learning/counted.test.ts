import { describe, expect, it } from "vitest";
import { Counted } from "./counted.ts";

const fresh = () => new Counted(() => []);

describe("what was counted", () => {
  it("counts an entry of a list once, though every request repeats it", () => {
    const counted = fresh();
    expect([1, 2, 3].map(() => counted.addFromState("v", "view", "a"))).toEqual([
      true,
      false,
      false,
    ]);
    expect(counted.addFromState("v", "basket", "a")).toBe(true);
    expect(counted.addFromState("w", "view", "a")).toBe(true);
  });

  it("counts a view once that is told as a state and as an event, in either order", () => {
    const counted = fresh();
    expect(counted.addFromState("v", "view", "a")).toBe(true);
    expect(counted.addFromEvent("v", "view", "a")).toBe(false);
    expect(counted.addFromEvent("v", "view", "b")).toBe(true);
    expect(counted.addFromState("v", "view", "b")).toBe(false);
  });

  it("counts every further event: the visitor came back to it", () => {
    const counted = fresh();
    counted.addFromState("v", "view", "a");
    counted.addFromEvent("v", "view", "a");
    expect(counted.addFromEvent("v", "view", "a")).toBe(true);
  });

  it("takes what was learned before a restart for counted", () => {
    const counted = new Counted((visitor) => (visitor === "v" ? [["view", "a"]] : []));
    expect(counted.addFromState("v", "view", "a")).toBe(false);
    expect(counted.addFromState("w", "view", "a")).toBe(true);
  });

  it("counts once what every request lists, as much as a request may, and what comes beside it", () => {
    const counted = fresh();
    const request = () =>
      (["view", "basket", "purchase"] as const).flatMap((kind) =>
        Array.from({ length: 50 }, (_, n) => counted.addFromState("v", kind, `p${n}`)),
      );
    expect(request()).not.toContain(false);
    expect(request()).not.toContain(true);
    const small = () => [1, 2, 3].map((n) => counted.addFromState("w", "purchase", `p${n}`));
    small();
    for (let n = 0; n < 300; n++) {
      counted.addFromEvent("w", "view", `p${n}`);
      expect(small()).not.toContain(true);
    }
  });

  it("holds so much of all visitors together, and forgets who was silent for longest", () => {
    const counted = fresh();
    const visit = (name: string) => {
      for (let n = 0; n < 150; n++) counted.addFromState(name, "view", `p${n}`);
    };
    for (let n = 0; n < 3_000; n++) visit(`v${n}`);
    expect(counted.addFromState("v2999", "view", "p0")).toBe(false);
    expect(counted.addFromState("v1800", "view", "p0")).toBe(false);
    expect(counted.addFromState("v100", "view", "p0")).toBe(true);
  });

  it("forgets the oldest of a visitor, and who was silent for longest", () => {
    const counted = fresh();
    for (let n = 0; n < 200; n++) counted.addFromState("v", "view", `p${n}`);
    expect(counted.addFromState("v", "view", "p199")).toBe(false);
    expect(counted.addFromState("v", "view", "p0")).toBe(true);
    for (let n = 0; n < 12_000; n++) counted.addFromState(`w${n}`, "view", "p");
    expect(counted.addFromState("v", "view", "p199")).toBe(true);
  });
});
