import { describe, expect, it } from "vitest";
import type { ListReason } from "./phrase.ts";
import { LEAST_WITNESSES, provenReason } from "./proven-reason.ts";

const found = (reason: ListReason) => ({ item: "p", reason, because: "x" });

describe("provenReason", () => {
  it.each(["near", "after", "associated", "sequential", "distant", "popular", "bought"] as const)(
    "says %s only of what enough others did",
    (reason) => {
      const few = () => LEAST_WITNESSES - 1;
      expect(provenReason(found(reason), [], few)).toMatchObject({
        reason: "range",
        because: null,
      });
      expect(provenReason(found(reason), ["p"], few).reason).toBe("viewed");
      expect(provenReason(found(reason), [], () => LEAST_WITNESSES)).toEqual(found(reason));
    },
  );

  it("says instead what the feed says, if it does", () => {
    const otherwise = { reason: "similar", because: "y" } as const;
    const alike = { ...found("near"), otherwise };
    expect(provenReason(alike, [], () => 0)).toMatchObject(otherwise);
    expect(provenReason(alike, ["p"], () => 0).reason).toBe("viewed");
    expect(provenReason(alike, [], () => LEAST_WITNESSES)).toEqual(alike);
  });

  it.each(["similar", "searched", "viewed", "pinned", "range"] as const)(
    "leaves %s, which says nothing of others",
    (reason) => {
      expect(provenReason(found(reason), [], () => 0)).toEqual(found(reason));
    },
  );

  it("says popular of what is only bought, as where a server alone reports", () => {
    const bought = (_: string, __: string | null, log: "views" | "purchases") =>
      log === "purchases" ? LEAST_WITNESSES : 0;
    expect(provenReason(found("popular"), [], bought)).toEqual(found("popular"));
    expect(provenReason(found("near"), [], bought).reason).toBe("range");
  });

  it("asks for purchases where it says bought", () => {
    const logs: string[] = [];
    provenReason(found("bought"), [], (_, __, log) => logs.push(log));
    expect(logs).toEqual(["purchases"]);
  });
});
