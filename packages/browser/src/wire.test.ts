import {
  actionRequest,
  rewardBatchRequest,
  rewardInput,
  selectBatchRequest,
  selectionInput,
} from "@nextmove/contract";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { assemble } from "./nextmove.ts";
import { createFakeBrowser, json, openPage } from "./platform.fake.ts";

describe("what the SDK sends, read by the contract", () => {
  const browser = createFakeBrowser();
  const bodyOf = (path: string) => browser.requests.find((sent) => sent.path === path)?.body;

  beforeEach(async () => {
    vi.useFakeTimers({ now: 5000 });
    browser.cookies.set("_ga", "GA1.1.1357924680.1712345678");
    browser.reply = () => json({ status: 1, query_id: "q", actions: ["b", "a"], token: "token" });
    const { decide, reward } = assemble(
      { key: "pk_test", endpoint: "https://edge.example", case: "shop", consent: "granted" },
      openPage(browser),
    );
    const decision = await decide({ actions: ["a", "b"], limit: 2, state: { basket: 3 } });
    decision.shown();
    reward({ event_type: "purchase", value: 40, order_id: "order-7" });
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

  it("is a batch of selections", () => {
    const { selection, sent_at } = selectBatchRequest.parse(bodyOf("/v3/action/shop/select/batch"));
    expect(sent_at).toBeGreaterThanOrEqual(6000);
    expect(selection.map((item) => selectionInput.parse(item))).toEqual([
      { queryId: expect.any(String), action: "b", token: "token", eventId: expect.any(String) },
    ]);
  });

  it("is a batch of rewards", () => {
    const { rewards } = rewardBatchRequest.parse(bodyOf("/v3/reward/shop/batch"));
    expect(rewards.map((item) => rewardInput.parse(item))).toEqual([
      {
        queryId: expect.any(String),
        consumerId: expect.stringMatching(/^[\da-f-]{36}$/),
        eventType: "purchase",
        value: 40,
        token: "token",
        rewardId: "order-7",
        orderId: "order-7",
        at: 5000,
      },
    ]);
  });
});
