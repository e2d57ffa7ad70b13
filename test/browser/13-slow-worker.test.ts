import { describe, expect } from "vitest";

import { openLedger } from "./edge/ledger.ts";
import { questionsIn, selectionsIn } from "./edge/wire.ts";
import { bannerOf, bannersShown, waitOf } from "./visit/banner.ts";
import { it } from "./visit/it.ts";
import { openAccepted } from "./visit/shopping.ts";
import { flush } from "./visit/storage.ts";

/** The shop's deadline, and what a machine busy with tests may add to it. */
const LONGEST_WAIT_MS = 400 + 1_600;

describe("a Worker that answers after the deadline", () => {
  it("changes nothing that is on the screen, and nothing is selected", async ({
    page,
    openFront,
  }) => {
    const shop = await openFront({ deadlineMs: undefined });
    const ledger = await openLedger(shop, "shop");
    const arrive = shop.disturb(/^\/v3\/action\/shop$/, "hold");
    await openAccepted(page, shop.url);
    const { source, title } = await bannerOf(page);
    expect(source).toBe("default");
    expect(questionsIn(shop.calls)).toHaveLength(1);

    const answer = page.waitForResponse(/\/v3\/action\/shop$/);
    arrive();
    await (await answer).finished();
    await ledger.reaches({ decisions: 1, selections: 0, rewards: 0 });
    await flush(page);
    expect(await bannersShown(page)).toEqual([title]);
    expect(selectionsIn(shop.calls)).toEqual([]);
    expect(await waitOf(page)).toBeLessThan(LONGEST_WAIT_MS);

    // Too late for this page, but what the edge said is the last good choice of the next.
    const cut = shop.disturb(/^\/v3\/action\/shop$/, "refuse");
    await page.reload();
    expect(await bannerOf(page)).toMatchObject({ source: "last-good" });
    cut();
  });
});
