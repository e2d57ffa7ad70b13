import type { Page } from "playwright-core";
import { describe, expect, onTestFinished } from "vitest";

import { openDelivery } from "./edge/delivery.ts";
import { startSite } from "./edge/site.ts";
import { trackedIn } from "./edge/wire.ts";
import { isRunning } from "./visit/calls.ts";
import { it } from "./visit/it.ts";
import { flush, storedIn } from "./visit/storage.ts";

type State = "pending" | "granted" | "denied";

/** Consent as the page begins and as it goes on; an event is tracked in each state, by its name. */
const ORDERS: { states: [State, ...State[]]; reported: string[] }[] = [
  { states: ["pending", "denied", "granted"], reported: ["2 granted"] },
  { states: ["denied", "granted"], reported: ["1 granted"] },
  { states: ["denied", "pending", "granted"], reported: ["1 pending", "2 granted"] },
  { states: ["granted", "pending", "granted"], reported: ["0 granted", "1 pending", "2 granted"] },
  { states: ["granted", "denied"], reported: ["0 granted"] },
  {
    states: ["pending", "granted", "denied", "granted"],
    reported: ["0 pending", "1 granted", "3 granted"],
  },
  {
    states: ["granted", "denied", "pending", "granted", "denied", "granted"],
    reported: ["0 granted", "2 pending", "3 granted", "5 granted"],
  },
  { states: ["pending", "denied"], reported: [] },
];

const say = (page: Page, state: State): Promise<unknown> =>
  page.evaluate((said) => window.nextmove?.consent?.(said), state);

describe("consent", () => {
  it.for(ORDERS)("that is $states reports $reported", async (order, { context, page, shop }) => {
    const { states, reported } = order;
    const [consent] = states;
    const site = await startSite(shop.url, { consent });
    onTestFinished(() => site.close());
    const delivery = await openDelivery(shop);
    await page.goto(site.url);
    await isRunning(page);
    for (const [position, state] of states.entries()) {
      await say(page, state);
      await page.evaluate((name) => window.nextmove?.track?.(name), `${position} ${state}`);
      await flush(page);
    }

    const names = trackedIn(shop.calls).map(({ name }) => name);
    expect(names.filter((name) => name !== "page_view")).toEqual(reported);
    expect(new Set(names).size).toBe(names.length);
    await delivery.reaches(names.length);
    const kept = await storedIn(context);
    if (states.at(-1) === "granted") expect(kept.cookies).toEqual(["nextmove_id"]);
    else expect(kept).toMatchObject({ cookies: [], local: [] });
  });
});
