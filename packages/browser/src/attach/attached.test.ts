import { describe, expect, it } from "vitest";
import { attachConsent } from "../consent-sources/index.ts";
import { attachImpressions } from "../impressions/index.ts";
import { showOverlay } from "../overlay/index.ts";
import { attachRecommendations } from "../recommendations/index.ts";
import { attachSlots } from "../slots/index.ts";
import { createTestNextmove } from "../testing/index.ts";
import { attached } from "./attached.ts";

describe("attached", () => {
  it("is what was attached", () => {
    let stopped = false;
    attached(() => () => (stopped = true))();
    expect(stopped).toBe(true);
  });

  it.each([
    ["consent", attachConsent],
    ["slots", attachSlots],
    ["recommendations", attachRecommendations],
    ["impressions", attachImpressions],
    ["overlay", showOverlay],
  ])("does nothing where a server renders the page: %s", (_, attach) => {
    expect(typeof document).toBe("undefined");
    const nextmove = createTestNextmove();
    const stop = attach(nextmove);
    expect(stop).not.toThrow();
    expect(nextmove.recorded).toMatchObject({ consent: [], decide: [], recommend: [], track: [] });
  });
});
