import { describe, expect } from "vitest";

import { openLedger } from "./edge/ledger.ts";
import { beaconsIn, questionsIn, rewardsIn } from "./edge/wire.ts";
import { eventually } from "./visit/eventually.ts";
import { it } from "./visit/it.ts";
import { visitorIdIn } from "./visit/storage.ts";

describe("the script tag on a page of another origin", () => {
  it("decides and reports without a preflight, in plain text", async ({
    context,
    page,
    shop,
    otherSite,
  }) => {
    const ledger = await openLedger(shop, "shop");
    await page.goto(otherSite);
    const source = await page.evaluate(async () => {
      const decision = await window.nextmove?.decide?.({ deadline: 10_000 });
      decision?.shown();
      window.nextmove?.reward?.({ event_type: "click" });
      return decision?.source;
    });
    expect(source).toBe("edge");
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 1 });

    const arrive = shop.disturb(/^\/v3\/collect\//, "hold");
    await page.evaluate(() => window.nextmove?.reward?.({ event_type: "add_to_basket" }));
    await page.goto("about:blank");
    await eventually(() => beaconsIn(shop.calls)).toHaveLength(1);
    arrive();
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 2 });

    for (const { method, headers } of shop.calls) {
      expect(method).toBe("POST");
      expect(headers).toMatchObject({
        "content-type": "text/plain;charset=UTF-8",
        origin: otherSite,
        "sec-fetch-site": "cross-site",
      });
      expect(headers).not.toHaveProperty("authorization");
    }
    const id = await visitorIdIn(context);
    expect(id).toBeDefined();
    expect(questionsIn(shop.calls).map(({ consumer_id }) => consumer_id)).toEqual([id]);
    expect(new Set(rewardsIn(shop.calls).map(({ consumer_id }) => consumer_id))).toEqual(
      new Set([id]),
    );
  });
});
