import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { z } from "zod";

import type { Call } from "./edge/front.ts";
import { openLedger } from "./edge/ledger.ts";
import { startOtherOrigin } from "./edge/other-origin.ts";
import { questionsIn, rewardsIn } from "./edge/wire.ts";
import { eventually } from "./visit/eventually.ts";
import { it as test } from "./visit/it.ts";
import { flush } from "./visit/storage.ts";

/** What the shop of a test pushes on its own, as it did before: by the path of the page. */
const TAGGED_PAGES = `
  window.dataLayer = window.dataLayer || [];
  function gtag() { dataLayer.push(arguments); }
  gtag("js", new Date());
  gtag("config", "G-TEST01");
  const mug = { item_id: "mug-7", item_name: "Dune mug", price: "18.00", quantity: "2" };
  const pages = {
    "/product"() {
      dataLayer.push({ ecommerce: null });
      dataLayer.push({ event: "view_item", ecommerce: { currency: "EUR", value: 18, items: [mug] } });
      gtag("event", "view_item", { currency: "EUR", value: 18, items: [mug] });
    },
    "/thanks"() {
      const order = { transaction_id: "L-1001", currency: "EUR", value: "36.00" };
      dataLayer.push({ event: "purchase", ...order, ecommerce: { items: [mug] } });
      gtag("event", "purchase", { ...order, items: [mug] });
      dataLayer.push({
        event: "eecPurchase",
        ecommerce: {
          purchase: {
            actionField: { id: "L-1001", revenue: "36.00" },
            products: [{ id: "mug-7", name: "Dune mug", price: "18.00", quantity: 2 }],
          },
        },
      });
    },
  };
  pages[location.pathname]?.();
`;

const pageOf = (endpoint: string): string => `<!doctype html>
<html lang="en">
  <head>
    <title>A shop that is tagged</title>
    <link rel="icon" href="data:," />
    <script>${TAGGED_PAGES}</script>
    <script async src="${endpoint}/nextmove.shop.js" data-key="pk_test_demo" data-case="shop"
      data-consent="granted"></script>
  </head>
  <body><h1>A shop</h1></body>
</html>`;

/** A shop on an origin of its own, tagged for GA4, with the script of `shop` as its only addition. */
const it = test.extend("taggedShop", async ({ shop }, { onCleanup }): Promise<string> => {
  const site = await startOtherOrigin(pageOf(shop.url));
  onCleanup(() => site.close());
  return site.url;
});

const envelope = z.object({ events: z.looseObject({ type: z.string() }).array() });
const tracked = z.looseObject({
  event_id: z.string(),
  name: z.string(),
  params: z.record(z.string(), z.unknown()),
});

/** What was tracked so far by GA4's names, each once, without the page views. */
function trackedIn(calls: readonly Call[]) {
  const events = calls
    .filter(({ path }) => path.startsWith("/v3/collect/"))
    .flatMap(({ body }) => envelope.parse(JSON.parse(body)).events)
    .filter(({ type, name }) => type === "track" && name !== "page_view")
    .map((event) => tracked.parse(event));
  return [...new Map(events.map((event) => [event.event_id, event])).values()].map(
    ({ name, params }) => ({ name, params }),
  );
}

/** Waits for the script, decides in the shop's case and says that the action is on the screen. */
async function decide(page: Page): Promise<void> {
  await page.waitForFunction(() => window.nextmove?.inspect !== undefined);
  await page.evaluate(async () => {
    const decision = await window.nextmove?.decide?.({ deadline: 10_000 });
    decision?.shown();
  });
}

const mug = { item_id: "mug-7", item_name: "Dune mug", price: 18, quantity: 2 };

describe("a shop that is tagged for Google Analytics", () => {
  it("tells what is viewed and put into the basket, before and after the script", async ({
    page,
    shop,
    taggedShop,
  }) => {
    await page.goto(`${taggedShop}/product`);
    await decide(page);
    expect(questionsIn(shop.calls).at(-1)?.state).toMatchObject({ products_viewed: ["mug-7"] });

    const pushed = await page.evaluate(() => {
      const layer: unknown[] = Reflect.get(window, "dataLayer");
      const before = layer.length;
      const entry = { event: "add_to_cart", ecommerce: { items: [{ item_id: "mug-7" }] } };
      const copy = JSON.stringify(entry);
      const result = layer.push(entry);
      return {
        added: result - before,
        last: layer.at(-1) === entry,
        copy,
        now: JSON.stringify(entry),
      };
    });
    expect(pushed).toMatchObject({ added: 1, last: true, now: pushed.copy });
    await decide(page);
    expect(questionsIn(shop.calls).at(-1)?.state).toMatchObject({ products_basket: ["mug-7"] });

    await flush(page);
    expect(trackedIn(shop.calls)).toEqual([
      { name: "view_item", params: { currency: "EUR", value: 18, items: [mug] } },
      { name: "add_to_cart", params: { items: [{ item_id: "mug-7" }] } },
    ]);
  });

  it("gives the names that Google's tag says, where its cookies cannot be read", async ({
    page,
    shop,
    taggedShop,
  }) => {
    await page.addInitScript(() => {
      const answers: Record<string, string> = {
        client_id: "7.1700000007",
        session_id: "1700000017",
      };
      const layer: unknown[] = [];
      // As the tag does when it has loaded, for its own stream.
      layer.push = (...entries) => {
        for (const entry of entries) {
          const [command, target, field, answer] = Array.from(entry as ArrayLike<unknown>);
          if (command === "get" && target === "G-TEST01" && typeof answer === "function") {
            setTimeout(() => answer(answers[String(field)]));
          }
        }
        return Array.prototype.push.apply(layer, entries);
      };
      Reflect.set(window, "dataLayer", layer);
    });
    await page.goto(`${taggedShop}/product`);
    await decide(page);
    await flush(page);
    await decide(page);
    expect(questionsIn(shop.calls).at(-1)?.aliases).toEqual({
      ga_client_id: "7.1700000007",
      ga_session_id: "1700000017",
    });
  });

  it("hears what goes through a tag manager that came first, and one that comes later", async ({
    page,
    shop,
    taggedShop,
  }) => {
    await page.addInitScript(() => {
      const layer: unknown[] = [];
      const push = layer.push.bind(layer);
      layer.push = (...entries) => push(...entries.map((entry) => entry));
      Reflect.set(window, "dataLayer", layer);
    });
    await page.goto(`${taggedShop}/product`);
    await decide(page);
    await page.evaluate(() => {
      const layer: unknown[] = Reflect.get(window, "dataLayer");
      const { push } = layer;
      layer.push = function later(...entries) {
        return push.apply(layer, entries);
      };
      layer.push({ event: "search", search_term: "mug" });
    });
    await flush(page);
    expect(trackedIn(shop.calls).map(({ name }) => name)).toEqual(["view_item", "search"]);
  });

  it("counts an order once, in three forms and over a reload, and rewards the decision with it", async ({
    page,
    shop,
    taggedShop,
  }) => {
    const ledger = await openLedger(shop, "shop");
    await page.goto(`${taggedShop}/product`);
    await decide(page);
    await page.goto(`${taggedShop}/thanks`);
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 1 });
    for (let visit = 0; visit < 2; visit += 1) {
      await page.reload();
      await page.waitForFunction(() => window.nextmove?.inspect !== undefined);
      await flush(page);
    }
    expect(await ledger.read()).toEqual({ decisions: 1, selections: 1, rewards: 1 });
    expect(trackedIn(shop.calls).filter(({ name }) => name === "purchase")).toEqual([
      {
        name: "purchase",
        params: { transaction_id: "L-1001", currency: "EUR", value: 36, items: [mug] },
      },
    ]);
    expect(rewardsIn(shop.calls)).toEqual([
      expect.objectContaining({ event_type: "purchase", value: 36, order_id: "L-1001" }),
    ]);
  });

  it("keeps orders where the visitor's consent is, and nothing of them when it is withdrawn", async ({
    page,
    taggedShop,
  }) => {
    await page.goto(`${taggedShop}/thanks`);
    const orders = () =>
      page.evaluate(() => Object.keys(localStorage).filter((name) => name.endsWith(".orders")));
    await eventually(orders).toHaveLength(1);
    await page.evaluate(() => window.nextmove?.consent?.("denied"));
    expect(await orders()).toEqual([]);
  });
});
