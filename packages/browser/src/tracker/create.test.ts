import { describe, expect, it } from "vitest";
import { VERSION } from "../version.ts";
import { createTracker } from "./create.ts";

describe("createTracker without a browser", () => {
  const tracker = createTracker({ key: "pk_test", endpoint: "https://edge.example", case: "shop" });

  it("takes every call", async () => {
    tracker.track("view_item", { items: [{ item_id: "sku-1" }] });
    tracker.on("track", () => {})();
    expect(tracker.consent("granted", "page")).toBe("granted");
    expect(await tracker.flush()).toBeUndefined();
  });

  it("says that there is none", () => {
    expect(tracker.inspect()).toMatchObject({
      version: VERSION,
      key: "pk_test",
      consent: { state: "granted", reason: "no browser" },
      journal: { events: 0, bytes: 0, durable: false },
    });
  });
});
