import { describe, expect, onTestFinished } from "vitest";

import { openDelivery } from "./edge/delivery.ts";
import { openLedger } from "./edge/ledger.ts";
import { startOtherOrigin } from "./edge/other-origin.ts";
import { startSite } from "./edge/site.ts";
import { questionsIn } from "./edge/wire.ts";
import { eventually } from "./visit/eventually.ts";
import { it } from "./visit/it.ts";
import { visitorIdIn } from "./visit/storage.ts";

/** Decides at once, and tells the page around it where the decision came from. */
const DECIDE = `
  nextmove.decide({ deadline: 10000 }).then((decision) => {
    decision.shown();
    document.title = decision.source;
  });`;

describe("a shop in a frame of another site, where third-party cookies are blocked", () => {
  it("decides and reports, by an id that lasts as long as the page", async ({
    context,
    page,
    shop,
  }) => {
    const site = await startSite(shop.url, { last: DECIDE });
    onTestFinished(() => site.close());
    // By address: to a browser another site than the shop's name.
    const around = await startOtherOrigin(
      `<!doctype html><title>Around</title><link rel="icon" href="data:," />
       <iframe src="${site.url}"></iframe>`,
    );
    onTestFinished(() => around.close());
    const ledger = await openLedger(shop, "shop");
    const delivery = await openDelivery(shop);
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    await devtools.send("Network.setCookieControls", {
      enableThirdPartyCookieRestriction: true,
    });
    await page.goto(around.url.replace("localhost", "127.0.0.1"));
    const frame = page.frames().find((each) => each.url().startsWith(site.url));
    await eventually(() => frame?.title()).toBe("edge");
    await ledger.reaches({ decisions: 1, selections: 1, rewards: 0 });
    await delivery.reaches(2);
    expect(await visitorIdIn(context)).toBeUndefined();
    const [question] = questionsIn(shop.calls);
    expect(question?.consumer_id).toMatch(/^[\da-f-]{36}$/);
  });
});
