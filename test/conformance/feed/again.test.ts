import { describe, expect, it } from "vitest";

import { api, openFeeds, products } from "./client/feeds.ts";

describe("a feed that is sent again", () => {
  const KEY = { "idempotency-key": "export-7" };

  it("is not taken again under the same Idempotency-Key", async () => {
    const feeds = await openFeeds("feed-idempotent");
    const first = await feeds.send("", products(3), KEY);
    expect(first).toMatchObject({ status: 200, json: { inserted: 3 } });
    await feeds.push(products(4));
    const again = await feeds.send("", products(3), KEY);
    expect(again).toMatchObject({ status: 200, json: first.json });
    expect(again.headers.get("idempotent-replay")).toBe("true");
    expect(await feeds.items()).toHaveLength(4);
  });

  it("is refused when it asks for something else under the same key", async () => {
    const feeds = await openFeeds("feed-idempotent-other");
    await feeds.send("", products(3), KEY);
    for (const path of ["/update", "?currency=EUR"]) {
      expect(await feeds.send(path, products(3), KEY)).toMatchObject({
        status: 409,
        json: { error: { code: "idempotency_conflict" } },
      });
    }
  });

  it.each([
    ["another feed", "", () => products(5), () => products(7)],
    ["another update", "/update", () => products(5), () => products(7)],
    ["the same but for a price", "", () => products(5), () => products(5).replace("10.", "11.")],
  ])("is refused with %s under the same key", async (name, path, first, second) => {
    const feeds = await openFeeds(`feed-other-${name.replaceAll(" ", "-")}`);
    expect(await feeds.send(path, first(), KEY)).toMatchObject({ status: 200 });
    const before = await feeds.items();
    expect(await feeds.send(path, second(), KEY)).toMatchObject({
      status: 409,
      json: { error: { code: "idempotency_conflict" } },
    });
    expect(await feeds.items()).toEqual(before);
  });

  it("is judged anew when it was not taken", async () => {
    const feeds = await openFeeds("feed-idempotent-refused");
    expect(await feeds.send("", "id,title\n", KEY)).toMatchObject({ status: 400 });
    expect(await feeds.send("?validate_only=1", products(2), KEY)).toMatchObject({ status: 200 });
    expect(await feeds.send("", products(2), KEY)).toMatchObject({ json: { inserted: 2 } });
  });

  it("is refused with a key of more than 255 characters", async () => {
    const feeds = await openFeeds("feed-idempotent-long");
    const headers = { "idempotency-key": "k".repeat(256) };
    expect(await feeds.send("", products(2), headers)).toMatchObject({
      status: 400,
      json: { error: { code: "invalid_body" } },
    });
  });
});

describe("a feed that is pulled without waiting", () => {
  const ASYNC = { prefer: "respond-async" };

  it("is answered 202 at once, and its state can be asked for", async () => {
    const feeds = await openFeeds("feed-async");
    await api.putCase(feeds.caseId, { feed_hosts: ["nobody.example"] });
    const url = "https://nobody.example/feed.xml";
    const answer = await feeds.send("", { url }, ASYNC);
    expect(answer).toMatchObject({ status: 202, json: { status: 1, state: "under_way" } });
    expect(answer.headers.get("preference-applied")).toBe("respond-async");
    const { feed_id: feedId } = answer.json as { feed_id: string };
    expect((await feeds.status()).pull).toMatchObject({ feed_id: feedId });
    // Nobody answers there: the alarm finds out.
    await expect
      .poll(async () => (await feeds.status()).pull, { timeout: 20_000, interval: 200 })
      .toMatchObject({ feed_id: feedId, state: "failed", error: { code: "pull_failed" } });
  });

  it("is refused under the key of another feed", async () => {
    const feeds = await openFeeds("feed-async-key");
    await api.putCase(feeds.caseId, { feed_hosts: ["nobody.example"] });
    const key = { "idempotency-key": "export-7" };
    await feeds.send("", products(2), key);
    const url = "https://nobody.example/feed.xml";
    expect(await feeds.send("", { url }, { ...ASYNC, ...key })).toMatchObject({
      status: 409,
      json: { error: { code: "idempotency_conflict" } },
    });
  });

  it("is refused at once when it may not be pulled from there", async () => {
    const feeds = await openFeeds("feed-async-refused");
    const answer = await feeds.send("", { url: "https://other.example/feed.xml" }, ASYNC);
    expect(answer).toMatchObject({ status: 400, json: { error: { code: "url_refused" } } });
    expect((await feeds.status()).pull).toBeNull();
  });

  it("is taken as ever when the body is the feed", async () => {
    const feeds = await openFeeds("feed-async-body");
    expect(await feeds.send("", products(2), ASYNC)).toMatchObject({ status: 200 });
  });
});
