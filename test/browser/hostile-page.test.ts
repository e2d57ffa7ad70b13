import { describe, expect, onTestFinished } from "vitest";

import { openDelivery } from "./edge/delivery.ts";
import { openLedger } from "./edge/ledger.ts";
import { startSite } from "./edge/site.ts";
import { trackedIn } from "./edge/wire.ts";
import { it } from "./visit/it.ts";
import { flush } from "./visit/storage.ts";

/** What pages with old libraries, or with locks on everything, do before our script arrives. */
const PAGES = {
  "replaces JSON.stringify": `JSON.stringify = () => "theirs";`,
  "has a toJSON on everything": `
    for (const { prototype } of [Array, Object, String, Number]) {
      Object.defineProperty(prototype, "toJSON", { value: () => "theirs" });
    }`,
  "has another reduce and Array.from, as Prototype and MooTools had": `
    Array.prototype.reduce = function () { return this.length > 1 ? this : this[0]; };
    Array.from = (item) => (typeof item?.length === "number" ? [].slice.call(item) : [item]);
    Object.prototype.each = () => {};`,
  "wraps what time and promises are": `
    const [later, Native] = [window.setTimeout, window.Promise];
    window.setTimeout = (run, ...more) => later(() => run(), ...more);
    window.Promise = class extends Native {};
    window.Map = class extends Map {};`,
  "freezes what all objects share": `
    for (const each of [Object, Array, Function, Promise, String, Map, Set]) {
      Object.freeze(each.prototype);
      Object.freeze(each);
    }
    Object.freeze(JSON);
    Object.freeze(history);`,
};

describe("a page that", () => {
  for (const [what, first] of Object.entries(PAGES)) {
    it(`${what} gets its decision, and reports what is true`, async ({ page, shop }) => {
      const site = await startSite(shop.url, { first });
      onTestFinished(() => site.close());
      const ledger = await openLedger(shop, "shop");
      const delivery = await openDelivery(shop);
      await page.goto(site.url);
      const source = await page.evaluate(async () => {
        const decision = await window.nextmove?.decide?.({ deadline: 10_000 });
        decision?.shown();
        window.nextmove?.track?.("view_item", { items: [{ item_id: "sku-1", price: 20 }] });
        return decision?.source;
      });
      expect(source).toBe("edge");
      await flush(page);
      await ledger.reaches({ decisions: 1, selections: 1, rewards: 0 });
      expect(trackedIn(shop.calls)).toMatchObject([
        { name: "page_view", params: { page_location: `${site.url}/` } },
        { name: "view_item", params: { items: [{ item_id: "sku-1", price: 20 }] } },
      ]);
      await delivery.reaches(3);
    });
  }
});
