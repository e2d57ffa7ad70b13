import { describe, expect } from "vitest";

import { openLedger } from "./edge/ledger.ts";
import { questionsIn, rewardsIn, selectionsIn } from "./edge/wire.ts";
import { it } from "./visit/it.ts";
import { flush } from "./visit/storage.ts";

const SCRIPT = /^\/nextmove\.js$/;

describe("calls made before the script is there", () => {
  it("are made in their order, and answered for real", async ({ page, shop, otherSite }) => {
    const ledger = await openLedger(shop, "shop");
    const arrive = shop.disturb(SCRIPT, "hold");
    await page.goto(otherSite, { waitUntil: "domcontentloaded" });
    await page.evaluate(() => {
      const { nextmove } = window;
      nextmove?.on?.("decision", ({ queryId }) => heard.push(queryId));
      nextmove?.attributes?.({ tier: "silver" });
      const first = nextmove?.decide?.({ deadline: 10_000 });
      nextmove?.attributes?.({ tier: "gold" });
      const second = nextmove?.decide?.({ deadline: 10_000, limit: 1 });
      const heard: string[] = [];
      Reflect.set(window, "kept", { heard, answers: Promise.all([first, second]) });
    });
    expect(shop.calls).toEqual([]);

    arrive();
    const { heard, answers } = await page.evaluate(async () => {
      const kept = Reflect.get(window, "kept");
      return { heard: kept.heard, answers: await kept.answers };
    });
    expect(answers).toMatchObject([
      { source: "edge", case: "shop", actions: { length: 5 } },
      { source: "edge", case: "shop", actions: { length: 1 } },
    ]);
    const [first, second]: string[] = answers.map(({ queryId }: { queryId: string }) => queryId);
    expect(new Set(heard)).toEqual(new Set([first, second]));
    const tiers = new Map(
      questionsIn(shop.calls).map(({ query_id, state }) => [query_id, state["tier"]]),
    );
    expect(tiers).toEqual(
      new Map([
        [first, "silver"],
        [second, "gold"],
      ]),
    );
    await ledger.reaches({ decisions: 2, selections: 0, rewards: 0 });
  });

  it("include selections and rewards, with the time when they happened", async ({
    page,
    shop,
    otherSite,
  }) => {
    const ledger = await openLedger(shop, "shop");
    await page.goto(otherSite);
    const decision = await page.evaluate(async () => {
      const {
        queryId,
        case: caseId,
        source,
        action,
        token,
      } = (await window.nextmove?.decide?.({
        deadline: 10_000,
      })) ?? { queryId: "", case: "", source: "default", action: undefined };
      return { queryId, case: caseId, source, action, token };
    });
    expect(decision.source).toBe("edge");

    const arrive = shop.disturb(SCRIPT, "hold");
    await page.reload({ waitUntil: "domcontentloaded" });
    const madeBy = await page.evaluate((decision) => {
      window.nextmove?.select?.(decision);
      window.nextmove?.reward?.({ event_type: "click" });
      window.nextmove?.reward?.({ event_type: "purchase", value: 20, order_id: "order-1" });
      return Date.now();
    }, decision);
    // The clock moves on before the script comes.
    await page.waitForFunction((time) => Date.now() > time, madeBy);
    arrive();
    await page.waitForLoadState();
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 2 });

    await flush(page);
    expect(selectionsIn(shop.calls)).toMatchObject([{ query_id: decision.queryId }]);
    expect(rewardsIn(shop.calls).map(({ event_type }) => event_type)).toEqual([
      "click",
      "purchase",
    ]);
    for (const { at } of [...selectionsIn(shop.calls), ...rewardsIn(shop.calls)]) {
      expect(at).toBeLessThanOrEqual(madeBy);
    }
  });
});
