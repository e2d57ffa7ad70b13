import { actionRequest, collectEvent, collectRequest } from "@nextmove/contract";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { assemble } from "../nextmove.ts";
import { createFakeBrowser, json, openPage } from "../platform/platform.fake.ts";

describe("what the SDK sends, read by the contract", () => {
  const browser = createFakeBrowser();
  const bodyOf = (path: string) => browser.requests.find((sent) => sent.path === path)?.body;

  beforeEach(async () => {
    vi.useFakeTimers({ now: 5000 });
    browser.cookies.set("_ga", "GA1.1.1357924680.1712345678");
    browser.reply = () => json({ status: 1, query_id: "q", actions: ["b", "a"], token: "token" });
    const { decide, track } = assemble(
      { key: "pk_test", endpoint: "https://edge.example", case: "shop", consent: "granted" },
      openPage(browser),
    );
    const decision = await decide({ actions: ["a", "b"], limit: 2, state: { basket: 3 } });
    decision.shown();
    track("purchase", { value: 40, transaction_id: "order-7", items: [{ item_id: "sku-1" }] });
    vi.setSystemTime(6000);
    await vi.advanceTimersByTimeAsync(100);
  });

  it("is a decision asked for", () => {
    expect(actionRequest.parse(bodyOf("/v3/action/shop"))).toMatchObject({
      queryId: expect.stringMatching(/^[\da-f-]{36}$/),
      consumerId: expect.stringMatching(/^[\da-f-]{36}$/),
      state: { basket: 3, device: "desktop" },
      actions: ["a", "b"],
      limit: 2,
      aliases: { ga_client_id: "1357924680.1712345678" },
    });
  });

  it("is an envelope of what was reported", () => {
    const envelope = collectRequest.parse(bodyOf("/v3/collect/shop"));
    expect(envelope).toMatchObject({
      consumerId: expect.stringMatching(/^[\da-f-]{36}$/),
      aliases: { ga_client_id: "1357924680.1712345678" },
      tab: expect.any(String),
      session: { number: 1, started_at: 5000 },
      dropped: [],
    });
    expect(envelope.sentAt).toBeGreaterThanOrEqual(6000);
    expect(envelope.events.map((event) => collectEvent.parse(event))).toEqual([
      {
        type: "track",
        seq: 1,
        at: 5000,
        eventId: expect.any(String),
        name: "page_view",
        pageId: expect.any(String),
        params: { page_location: "https://www.shop.example/products/1" },
      },
      {
        type: "select",
        seq: 2,
        at: 5000,
        selection: expect.objectContaining({
          queryId: expect.any(String),
          action: "b",
          token: "token",
          eventId: expect.any(String),
        }),
      },
      {
        type: "track",
        seq: 3,
        at: 5000,
        eventId: expect.any(String),
        name: "purchase",
        pageId: expect.any(String),
        params: { value: 40, transaction_id: "order-7", items: [{ item_id: "sku-1" }] },
      },
      {
        type: "reward",
        seq: 4,
        at: 5000,
        reward: expect.objectContaining({
          eventType: "purchase",
          value: 40,
          token: "token",
          rewardId: "order-7",
          orderId: "order-7",
        }),
      },
    ]);
  });
});
