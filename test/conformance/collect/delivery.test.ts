import { type Delivery } from "@nextmove/contract";
import { describe, expect, it } from "vitest";

import { sharedApi } from "../nba/client/api.ts";
import { ADMIN_KEY } from "../nba/client/http.ts";
import { openPage } from "./client/page.ts";

const api = sharedApi();
const { call, status, putCase } = api;

const open = async (caseId: string) => openPage(api, await putCase(caseId, { actions: ["a"] }));
const deliveryOf = async (caseId: string): Promise<Delivery> => (await status(caseId)).delivery;

describe("delivery in the status of a case", () => {
  it("is nothing at first", async () => {
    await putCase("delivery-none");
    expect(await deliveryOf("delivery-none")).toEqual({ received: 0, missing: 0, dropped: {} });
  });

  it("adds up over consumers", async () => {
    for (let visitor = 0; visitor < 5; visitor++) {
      const page = await open("delivery-sum");
      await page.sent([page.track("page_view"), page.track("view_item")]);
    }
    expect(await deliveryOf("delivery-sum")).toMatchObject({ received: 10, missing: 0 });
  });

  it("counts what is sent again once", async () => {
    const page = await open("delivery-again");
    const events = [page.track("page_view"), page.track("view_item"), page.track("page_view")];
    await page.sent(events);
    expect(await page.sent(events)).toMatchObject({ received: 3, failed: [] });
    await page.sent(events.slice(1));
    expect(await deliveryOf("delivery-again")).toEqual({ received: 3, missing: 0, dropped: {} });
  });

  it("says what never came, until it comes", async () => {
    const page = await open("delivery-missing");
    const [first, lost, last] = [page.track("one"), page.track("two"), page.track("three")];
    await page.sent([first, last]);
    expect(await deliveryOf("delivery-missing")).toMatchObject({ received: 2, missing: 1 });
    await page.sent([lost]);
    expect(await deliveryOf("delivery-missing")).toMatchObject({ received: 3, missing: 0 });
  });

  it("says what was given up, and why", async () => {
    const page = await open("delivery-dropped");
    const { seq } = page.track("one");
    const { seq: next } = page.track("two");
    const dropped = [
      { seq, reason: "too_old" },
      { seq: next, reason: "storage" },
    ];
    await page.sent([page.track("three")], { dropped });
    await page.sent([], { dropped });
    expect(await deliveryOf("delivery-dropped")).toEqual({
      received: 1,
      missing: 0,
      dropped: { too_old: 1, storage: 1 },
    });
  });

  it("counts what was refused for good as rejected, not as missing", async () => {
    const page = await open("delivery-rejected");
    const forged = { type: "select", query_id: "q", action: "a", token: "forged" };
    await page.sent([page.numbered(forged), page.track("page_view")]);
    expect(await deliveryOf("delivery-rejected")).toEqual({
      received: 1,
      missing: 0,
      dropped: { rejected: 1 },
    });
  });

  it("starts again with a case of the same name", async () => {
    const page = await open("delivery-deleted");
    await page.sent([page.track("page_view"), page.track("page_view")]);
    const deleted = await call("DELETE", "/v3/cases/delivery-deleted", { key: ADMIN_KEY });
    expect(deleted.status).toBe(200);
    await putCase("delivery-deleted");
    expect(await deliveryOf("delivery-deleted")).toMatchObject({ received: 0, missing: 0 });
  });
});
