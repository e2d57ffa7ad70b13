import { describe, expect } from "vitest";

import {
  bootstrapTag,
  decideForRequest,
  type ServerDecision,
} from "../../packages/browser/src/server/index.ts";
import { openLedger } from "./edge/ledger.ts";
import { type OtherOrigin, startOtherOrigin } from "./edge/other-origin.ts";
import { questionsIn } from "./edge/wire.ts";
import { it } from "./visit/it.ts";

const CAMPAIGNS = ["new_arrivals", "free_shipping"];

/** A page that a server of the shop has rendered with its decision. */
const renderedPage = (endpoint: string, decision: ServerDecision) => `<!doctype html>
<html lang="en">
  <head>
    <title>Rendered</title>
    <link rel="icon" href="data:," />
    ${bootstrapTag([decision])}
    <script async src="${endpoint}/nextmove.js" data-key="pk_test_demo" data-case="shop"
      data-consent="granted"></script>
  </head>
  <body><h1>${decision.action}</h1></body>
</html>`;

/** Asks as the page's own script does, once the SDK is there. */
const decideOnPage = (actions: string[]) =>
  window.nextmove?.decide?.({ actions, deadline: 10_000 }).then((decision) => {
    decision.shown();
    return { queryId: decision.queryId, action: decision.action, source: decision.source };
  });

describe("a page rendered with a decision", () => {
  it("takes it once, without asking, and asks for the next one", async ({ page, shop }) => {
    const ledger = await openLedger(shop, "shop");
    const decision = await decideForRequest({
      endpoint: shop.edgeUrl,
      key: "sk_test_demo",
      case: "shop",
      request: new Request("https://www.shop.example/"),
      consent: "granted",
      actions: CAMPAIGNS,
      deadline: 10_000,
    });
    const site: OtherOrigin = await startOtherOrigin(renderedPage(shop.url, decision));
    try {
      await page.goto(site.url);
      const { queryId, action } = decision;
      const first = await page.evaluate(decideOnPage, CAMPAIGNS);
      expect(first).toEqual({ queryId, action, source: "edge" });
      expect(questionsIn(shop.calls)).toEqual([]);
      await ledger.reaches({ decisions: 1, selections: 1, rewards: 0 });

      const second = await page.evaluate(decideOnPage, CAMPAIGNS);
      expect(second?.queryId).not.toBe(queryId);
      await ledger.reaches({ decisions: 2, selections: 2, rewards: 0 });
    } finally {
      await site.close();
    }
  });
});
