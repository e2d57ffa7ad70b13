import { consumerResponse } from "@nextmove/contract";
import { describe, expect, onTestFinished } from "vitest";

import { openDelivery } from "./edge/delivery.ts";
import { openLedger } from "./edge/ledger.ts";
import { startSite } from "./edge/site.ts";
import { decideAndShow, isRunning } from "./visit/calls.ts";
import { it } from "./visit/it.ts";
import { visitorIdIn } from "./visit/storage.ts";

const HOUR_MS = 3_600_000;
const OFFSETS_MS = {
  "five hours ahead": 5 * HOUR_MS,
  "five hours behind": -5 * HOUR_MS,
  "a month ahead": 30 * 24 * HOUR_MS,
  "at its battery's end": -Date.UTC(2026, 0),
};
/** What the edge cannot tell from a slow connection. */
const NEARLY_MS = 60_000;

describe("a browser whose clock is", () => {
  for (const [what, offsetMs] of Object.entries(OFFSETS_MS)) {
    it(`${what} reports all the same, and at the right time`, async ({ context, page, shop }) => {
      const first = `const right = Date.now.bind(Date); Date.now = () => right() + ${offsetMs};`;
      const site = await startSite(shop.url, { first });
      onTestFinished(() => site.close());
      const ledger = await openLedger(shop, "shop");
      const delivery = await openDelivery(shop);
      const startedAt = Date.now();
      await page.goto(site.url);
      await isRunning(page);
      expect(await decideAndShow(page)).toBe("edge");
      await page.evaluate(() =>
        window.nextmove?.track?.("purchase", {
          transaction_id: crypto.randomUUID(),
          value: 20,
          currency: "EUR",
          items: [{ item_id: "sku-1" }],
        }),
      );
      await ledger.reaches({ decisions: 1, selections: 1, rewards: 1 });
      await delivery.reaches(4);

      const consumer = await visitorIdIn(context);
      const history = await fetch(`${shop.edgeUrl}/v3/consumers/${consumer}`, {
        headers: { authorization: "Bearer sk_test_demo" },
      });
      const { history: sessions } = consumerResponse.parse(await history.json());
      const times = sessions.flatMap(({ events }) => events.map(({ at }) => at));
      expect(times).toHaveLength(4);
      for (const at of times) expect(Math.abs(at - startedAt)).toBeLessThan(NEARLY_MS);
    });
  }
});
