import { expect, onTestFinished } from "vitest";

import { openDelivery } from "./edge/delivery.ts";
import { openLedger } from "./edge/ledger.ts";
import { startSite } from "./edge/site.ts";
import { questionsIn, trackedIn } from "./edge/wire.ts";
import { isRunning } from "./visit/calls.ts";
import { it } from "./visit/it.ts";
import { storedIn } from "./visit/storage.ts";

it("decides, reports and rewards without cookies or storage, each page as another visitor", async ({
  context,
  page,
  shop,
}) => {
  const site = await startSite(shop.url, { cookieless: true });
  onTestFinished(() => site.close());
  const ledger = await openLedger(shop, "shop");
  const delivery = await openDelivery(shop);
  for (const name of ["one", "two"]) {
    await page.goto(`${site.url}/${name}`);
    await isRunning(page);
    await page.evaluate(async () => {
      const decision = await window.nextmove?.decide?.({ deadline: 10_000 });
      decision?.shown();
      window.nextmove?.reward?.({ event_type: "click" });
    });
  }
  // What the pages had still to say comes when they end.
  await page.goto("about:blank");
  await ledger.reaches({ decisions: 2, selections: 2, rewards: 2 });
  await delivery.reaches(6);
  expect(trackedIn(shop.calls).map(({ seq, name }) => [seq, name])).toEqual([
    [1, "page_view"],
    [1, "page_view"],
  ]);
  const visitors = questionsIn(shop.calls).map(({ consumer_id }) => consumer_id);
  expect(visitors).toEqual([expect.any(String), expect.any(String)]);
  expect(visitors[0]).not.toBe(visitors[1]);
  expect(await storedIn(context)).toEqual({ cookies: [], local: [], databases: {} });
  expect(shop.calls.filter(({ headers }) => headers.cookie !== undefined)).toEqual([]);
});
