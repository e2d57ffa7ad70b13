import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Decision, ErrorReport, Nextmove, NextmoveOptions, RecommendRequest } from "./api.ts";
import { assemble } from "./nextmove.ts";
import { createFakeBrowser, json, openPage } from "./platform/platform.fake.ts";

const HOUR_MS = 60 * 60 * 1000;
const UUID_V7 = /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

describe("assemble", () => {
  let browser = createFakeBrowser();
  let errors: ErrorReport[] = [];

  const open = (options: Partial<NextmoveOptions> = {}) => {
    const page = openPage(browser);
    const nextmove = assemble(
      {
        key: "pk_test",
        endpoint: "https://edge.example/",
        case: "shop",
        pageViews: false,
        ...options,
      },
      page,
    );
    nextmove.on("error", (report) => errors.push(report));
    return { page, ...nextmove };
  };
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  const decisions = () => browser.requests.filter(({ path }) => path.endsWith("/action/shop"));
  const codes = () => errors.map(({ code }) => code);

  beforeEach(() => {
    vi.useFakeTimers({ now: 1_700_000_000_000 });
    browser = createFakeBrowser();
    errors = [];
    browser.reply = ({ path, body }) =>
      path.includes("/collect/")
        ? json({ status: 1 })
        : json({
            status: 1,
            query_id: body["query_id"],
            actions: ["b", "a"],
            token: `token of ${String(body["query_id"])}`,
          });
  });

  it("answers with one of the actions that the request names, also to the compiler", async () => {
    const { decide } = open();
    const { action } = await decide({ actions: ["a", "b"] });
    const texts = { a: "first", b: "second" };
    expect(texts[action]).toBe("second");
    const { action: any } = await decide();
    // @ts-expect-error nobody knows which they are, or whether there are any
    expect(texts[any]).toBe("second");
  });

  describe("decide", () => {
    it("asks the edge with page, attributes and state", async () => {
      const { decide, attributes } = open();
      attributes({ member: true, segment: "new" });
      attributes({ segment: "gold" });
      const decision = await decide({ actions: ["a", "b"], limit: 2, state: { basket: 3 } });
      expect(decision).toMatchObject({ case: "shop", source: "edge", action: "b" });
      expect(decision.queryId).toMatch(UUID_V7);
      expect(decisions().map(({ body }) => body)).toEqual([
        {
          key: "pk_test",
          query_id: decision.queryId,
          actions: ["a", "b"],
          limit: 2,
          state: {
            page: { path: "/products/1" },
            page_id: "products/1",
            device: "desktop",
            campaign: { source: "news" },
            member: true,
            segment: "gold",
            basket: 3,
          },
        },
      ]);
    });

    it("tells listeners of every decision", async () => {
      const { decide, on } = open();
      const heard: Decision[] = [];
      on("decision", (decision) => heard.push(decision));
      const decision = await decide();
      expect(heard).toEqual([decision]);
    });

    it("answers with the page's own order at the deadline", async () => {
      browser.reply = () => new Promise(() => {});
      const { decide } = open();
      const decided = decide({ actions: ["a", "b"], fallback: ["b", "a"] });
      await pass(299);
      expect(errors).toEqual([]);
      await pass(1);
      expect(await decided).toMatchObject({ source: "default", action: "b", actions: ["b", "a"] });
      expect(codes()).toEqual(["decide_failed"]);
    });

    it("tells why the edge refused", async () => {
      const refusal = { code: "unknown_action", message: "not in it", path: "actions.0" };
      browser.reply = () => json({ status: 0, error: refusal }, 400);
      const { decide } = open();
      expect((await decide({ actions: ["a"] })).source).toBe("default");
      expect(errors).toMatchObject([
        { code: "decide_failed", message: `edge answered 400 ${JSON.stringify(refusal)}` },
      ]);
    });

    it("keeps to the deadline of the call before the instance's", async () => {
      browser.reply = () => new Promise(() => {});
      const { decide } = open({ deadline: 50 });
      const [short, long] = [decide(), decide({ deadline: 100 })];
      await pass(50);
      expect((await short).source).toBe("default");
      const early = Promise.race([long, Promise.resolve("still waiting")]);
      expect(await early).toBe("still waiting");
      await pass(50);
      expect((await long).source).toBe("default");
    });

    it("answers with the last good ranking when the edge is down", async () => {
      const { decide } = open();
      await decide({ actions: ["a", "b"] });
      browser.reply = () => json({}, 503);
      expect(await decide({ actions: ["a", "b", "c"] })).toMatchObject({
        source: "last-good",
        actions: ["b", "a", "c"],
      });
    });

    it("keeps an answer that comes too late as the last good one", async () => {
      const { decide } = open();
      const answer = browser.reply;
      browser.reply = (request) =>
        new Promise((resolve) => {
          setTimeout(() => resolve(answer(request)), 1000);
        });
      const late = decide({ actions: ["a", "b"] });
      await pass(1000);
      expect((await late).source).toBe("default");
      browser.reply = () => Promise.reject(new TypeError("offline"));
      expect((await decide({ actions: ["a", "b"] })).source).toBe("last-good");
    });

    it("keeps the last good ranking for the next pages only with consent", async () => {
      await open().decide();
      await open({ consent: "granted" }).decide();
      browser.reply = () => json({}, 503);
      expect((await open({ consent: "granted" }).decide()).source).toBe("last-good");
      expect((await open().decide()).source).toBe("default");
    });

    it.each([
      ["an error", () => json({ status: 0 }, 500)],
      ["no JSON", () => new Response("<html>")],
      ["no actions", () => json({ status: 1, actions: [] })],
      ["actions that are no strings", () => json({ status: 1, actions: [1] })],
      ["nothing", () => Promise.reject(new TypeError("offline"))],
    ])("falls back when the edge answers %s", async (_, reply) => {
      browser.reply = reply;
      const decision = await open().decide({ actions: ["a", "b"] });
      expect(decision).toMatchObject({ source: "default", action: "a" });
    });

    it("falls back when no case is given", async () => {
      const decision = await open({ case: undefined }).decide({ actions: ["a"] });
      expect(decision).toMatchObject({ source: "default", action: "a" });
      expect(browser.requests).toEqual([]);
    });

    it.each([
      ["a state that is no JSON", { state: { big: 1n }, actions: ["a"] }],
      ["a request that is none", null],
      ["actions that are no list", { actions: 5 }],
      ["a limit that is no number", { actions: ["a"], limit: "x" }],
    ])("never rejects: %s", async (_, request) => {
      browser.reply = () => json({}, 400);
      const { decide } = open();
      // @ts-expect-error as a page without types may do
      expect((await decide(request)).source).toBe("default");
    });
  });

  describe("consent", () => {
    it("leaves no trace and sends no name while it is pending", async () => {
      browser.cookies.set("_ga", "GA1.1.1357924680.1712345678");
      const { decide, reward, page } = open();
      (await decide()).shown();
      reward({ event_type: "click" });
      await pass(HOUR_MS);
      page.leave(false);
      page.leave(true);
      expect([...browser.cookies.keys()]).toEqual(["_ga"]);
      expect(browser.storage.size + browser.events.size + browser.beacons.length).toBe(0);
      expect(browser.requests).toHaveLength(1);
      expect(JSON.stringify(browser.requests)).not.toMatch(/consumer_id|1357924680/);
    });

    it("sends what waited, with its time, when it is granted", async () => {
      const { decide, reward, consent } = open();
      const decision = await decide();
      decision.shown();
      reward({ event_type: "click", value: 2 });
      await pass(HOUR_MS);
      expect(consent("granted")).toBe("granted");
      await pass(100);
      const at = 1_700_000_000_000;
      expect(browser.requests.at(-1)).toEqual({
        path: "/v3/collect/shop",
        body: {
          key: "pk_test",
          consumer_id: expect.stringMatching(UUID_V7),
          tab: expect.stringMatching(UUID_V7),
          session: { id: expect.stringMatching(UUID_V7), number: 1, started_at: at },
          sent_at: at + HOUR_MS + 1, // Another task: vitest's clock goes on for a timer.
          events: [
            {
              seq: 1,
              type: "select",
              event_id: expect.stringMatching(UUID_V7),
              at,
              query_id: decision.queryId,
              action: "b",
              token: decision.token,
            },
            {
              seq: 2,
              type: "reward",
              event_id: expect.stringMatching(UUID_V7),
              at,
              query_id: decision.queryId,
              event_type: "click",
              value: 2,
              token: decision.token,
              reward_id: expect.stringMatching(UUID_V7),
            },
          ],
        },
      });
      expect(browser.events.size).toBe(0);
    });

    it("shows its cookies to an edge on the shop's own origin only once granted", async () => {
      const { decide, consent } = open();
      (await decide()).shown();
      consent("granted");
      await decide();
      await pass(100);
      expect(browser.credentials).toEqual(["omit", "same-origin", "same-origin"]);
    });

    it("names the visitor once granted, the same on every page, with aliases", async () => {
      browser.cookies.set("_ga", "GA1.1.1357924680.1712345678");
      await open({ consent: "granted" }).decide();
      await open({ consent: "granted" }).decide();
      const [first, second] = decisions().map(({ body }) => body);
      expect(first?.["consumer_id"]).toMatch(UUID_V7);
      expect(second?.["consumer_id"]).toBe(first?.["consumer_id"]);
      expect(first?.["aliases"]).toEqual({ ga_client_id: "1357924680.1712345678" });
    });

    it("removes everything when it is denied, and goes on deciding", async () => {
      browser.storage.set("shop.basket", "3");
      const { decide, reward, consent } = open({ consent: "granted" });
      const decision = await decide();
      decision.shown();
      await pass(100);
      browser.reply = () => json({}, 503);
      reward({ event_type: "click" });
      await pass(100);
      expect(browser.cookies.size * browser.storage.size * browser.events.size).toBeGreaterThan(0);

      consent("denied");
      await pass(100);
      expect([...browser.storage.keys()]).toEqual(["shop.basket"]);
      expect(browser.cookies.size + browser.events.size).toBe(0);
      expect(codes()).toContain("event_dropped");

      const sent = browser.requests.length;
      expect((await decide({ actions: ["a"] })).source).toBe("default");
      expect(browser.requests.at(-1)?.body["consumer_id"]).toBeUndefined();
      decision.shown();
      reward({ event_type: "click", decision });
      await pass(HOUR_MS);
      expect(browser.requests).toHaveLength(sent + 1);
    });

    it("removes on a page that starts denied what an earlier page kept", async () => {
      const { decide } = open({ consent: "granted" });
      await decide();
      open({ consent: "denied" });
      await pass(0);
      expect(browser.cookies.size + browser.storage.size + browser.events.size).toBe(0);
    });
  });

  describe("the visit", () => {
    const stateOf = async (nextmove: Pick<Nextmove, "decide">) => {
      await nextmove.decide();
      return decisions().at(-1)?.body["state"];
    };

    it("is part of the state, from page to page", async () => {
      const first = open({ consent: "granted" });
      first.track("view_item", { items: [{ item_id: "sku-1" }] });
      first.track("add_to_cart", { items: [{ item_id: "sku-2" }] });
      first.page.leave(true);
      const next = open({ consent: "granted" });
      next.track("search", { search_term: "teapot" });
      expect(await stateOf(next)).toMatchObject({
        page_id: "products/1",
        products_viewed: ["sku-1"],
        products_basket: ["sku-2"],
        search_strings: ["teapot"],
      });
    });

    it("joins what came before consent with the pages before", async () => {
      open({ consent: "granted" }).track("view_item", { items: [{ item_id: "sku-1" }] });
      const next = open();
      next.track("view_item", { items: [{ item_id: "sku-2" }] });
      expect(await stateOf(next)).toMatchObject({ products_viewed: ["sku-2"] });
      next.consent("granted");
      expect(await stateOf(next)).toMatchObject({ products_viewed: ["sku-1", "sku-2"] });
    });

    it("ends with the session", async () => {
      open({ consent: "granted" }).track("view_item", { items: [{ item_id: "sku-1" }] });
      await pass(HOUR_MS);
      const next = open({ consent: "granted" });
      next.track("search", { search_term: "teapot" });
      expect(await stateOf(next)).not.toHaveProperty("products_viewed");
    });

    it("is forgotten when consent is denied", async () => {
      const nextmove = open({ consent: "granted" });
      nextmove.track("view_item", { items: [{ item_id: "sku-1" }] });
      nextmove.consent("denied");
      nextmove.track("view_item", { items: [{ item_id: "sku-2" }] });
      expect(await stateOf(nextmove)).not.toHaveProperty("products_viewed");
    });
  });

  describe("a tracked purchase", () => {
    const rewards = () =>
      browser.requests
        .flatMap(({ body }) => (body["events"] ?? []) as { type: string }[])
        .filter(({ type }) => type === "reward");

    it("rewards the decision last selected, and a refund takes it back", async () => {
      const { decide, track } = open({ consent: "granted" });
      const decision = await decide();
      decision.shown();
      track("purchase", { value: 40, transaction_id: "order-7" });
      track("refund", { value: 40, transaction_id: "order-7" });
      track("refund", { transaction_id: "order-8" });
      track("purchase");
      await pass(100);
      expect(rewards()).toMatchObject([
        { event_type: "purchase", value: 40, order_id: "order-7", query_id: decision.queryId },
        { event_type: "refund", value: -40, order_id: "order-7", query_id: decision.queryId },
        { event_type: "refund", order_id: "order-8", query_id: decision.queryId },
        { event_type: "purchase", value: 1, query_id: decision.queryId },
      ]);
      expect(rewards()[2]).not.toHaveProperty("value");
    });

    it("is no error when there is nothing that it could reward", async () => {
      open({ consent: "granted" }).track("purchase", { value: 40 });
      await pass(100);
      expect(rewards()).toEqual([]);
      expect(errors).toEqual([]);
    });

    it("is a reward only where the shop wants it to be", async () => {
      const { decide, track } = open({ consent: "granted", rewards: ["sign_up"] });
      (await decide()).shown();
      track("purchase", { value: 40 });
      track("sign_up");
      await pass(100);
      expect(rewards()).toMatchObject([{ event_type: "sign_up", value: 1 }]);
    });
  });

  describe("a decision made with the page", () => {
    const bootstrap = { shop: { query_id: "query-1", actions: ["c", "a", "b"], token: "token" } };

    it("is taken once, without asking", async () => {
      const { decide } = open({ bootstrap });
      expect(await decide({ actions: ["a", "c"] })).toMatchObject({
        queryId: "query-1",
        source: "edge",
        action: "c",
        actions: ["c", "a"],
        token: "token",
      });
      expect(browser.requests).toEqual([]);
      expect((await decide()).queryId).not.toBe("query-1");
    });

    it("is not taken when what it chose is not possible here", async () => {
      const { decide } = open({ bootstrap });
      expect((await decide({ actions: ["a", "b"] })).queryId).not.toBe("query-1");
      expect(decisions()).toHaveLength(1);
    });

    it.each([
      { shop: { query_id: 5, actions: ["a"] } },
      { shop: null },
      { shop: { query_id: "q" } },
    ])("is not taken when it is none: %j", async (nonsense) => {
      // @ts-expect-error as a page without types may do
      const { decide } = open({ bootstrap: nonsense });
      expect((await decide()).source).toBe("edge");
      expect(decisions()).toHaveLength(1);
    });
  });

  describe("recommend", () => {
    const asked = () => browser.requests.filter(({ path }) => path.includes("/recommendation/"));

    it("asks the edge with what the visitor has seen, and what the place is about", async () => {
      browser.reply = () =>
        json({ status: 1, items: [{ id: "sku-3", title: "Teapot", score: 1 }], token: "token" });
      const { recommend, track } = open();
      track("view_item", { items: [{ item_id: "sku-1" }] });
      const recommendation = await recommend({
        kind: "similar",
        limit: 3,
        products: ["sku-2"],
      });
      expect(recommendation).toMatchObject({
        case: "shop",
        source: "edge",
        action: "sku-3",
        items: [{ id: "sku-3", title: "Teapot" }],
        token: "token",
      });
      expect(asked()).toMatchObject([
        {
          path: "/v3/recommendation/shop",
          body: {
            key: "pk_test",
            query_id: recommendation.queryId,
            kind: "similar",
            limit: 3,
            products: ["sku-2"],
            state: { page_id: "products/1", products_viewed: ["sku-1", "sku-2"] },
          },
        },
      ]);
    });

    it("takes ids for items", async () => {
      browser.reply = () => json({ status: 1, actions: ["sku-1", "sku-2"] });
      expect((await open().recommend()).items).toEqual([{ id: "sku-1" }, { id: "sku-2" }]);
    });

    it("answers what was last good, else the page's own", async () => {
      const { recommend } = open();
      browser.reply = () => json({ status: 1, actions: ["sku-1", "sku-2"] });
      await recommend();
      browser.reply = () => json({}, 503);
      expect(await recommend({ limit: 1 })).toMatchObject({
        source: "last-good",
        items: [{ id: "sku-1" }],
      });
      expect(await recommend({ case: "other", fallback: ["sku-9"], limit: 4 })).toMatchObject({
        source: "default",
        items: [{ id: "sku-9" }],
      });
    });

    it("takes what goes with one product for nothing that goes with another", async () => {
      const { recommend } = open();
      browser.reply = () => json({ status: 1, actions: ["sku-1", "sku-2"] });
      await recommend({ products: ["pot"], kind: "similar" });
      browser.reply = () => json({}, 503);
      const source = async (request: RecommendRequest) => (await recommend(request)).source;
      expect(await source({ products: ["cup"], kind: "similar", fallback: ["sku-9"] })).toBe(
        "default",
      );
      expect(await source({ products: ["pot"], fallback: ["sku-9"] })).toBe("default");
      expect(await source({ products: ["pot"], kind: "similar" })).toBe("last-good");
    });

    it("keeps to the deadline", async () => {
      browser.reply = () => new Promise(() => {});
      const recommended = open().recommend({ fallback: ["sku-9"], deadline: 50 });
      await pass(50);
      expect((await recommended).source).toBe("default");
    });

    it("is selected and rewarded as a decision is", async () => {
      browser.reply = ({ path }) =>
        path.includes("collect") ? json({ status: 1 }) : json({ actions: ["sku-1", "sku-2"] });
      const { recommend, select } = open({ consent: "granted" });
      const recommendation = await recommend();
      select(recommendation, "sku-2");
      await pass(100);
      expect(browser.requests.at(-1)?.body["events"]).toMatchObject([
        { type: "select", query_id: recommendation.queryId, action: "sku-2" },
      ]);
    });

    it("never rejects", async () => {
      browser.reply = () => json({}, 400);
      const { recommend } = open();
      for (const nonsense of [null, 5, { products: 5, fallback: 5 }]) {
        // @ts-expect-error as a page without types may do
        const recommended = recommend(nonsense);
        await pass(300);
        expect((await recommended).items).toEqual([]);
      }
    });
  });

  describe("reporting", () => {
    it("rewards on a later page what an earlier page showed", async () => {
      const decision = await open({ consent: "granted" }).decide();
      decision.shown();
      await pass(100);
      const { reward } = open({ consent: "granted" });
      reward({ event_type: "purchase", value: 40, order_id: "order-7" });
      await pass(100);
      expect(browser.requests.at(-1)?.body["events"]).toEqual([
        expect.objectContaining({ query_id: decision.queryId, token: decision.token, value: 40 }),
      ]);
    });

    it("reports nothing about a fallback", async () => {
      browser.reply = () => json({}, 503);
      const { decide, select, reward } = open({ consent: "granted" });
      const decision = await decide({ actions: ["a"] });
      decision.shown();
      select(decision, "a");
      reward({ event_type: "click" });
      reward({ event_type: "click", decision });
      await pass(HOUR_MS);
      expect(decisions()).toHaveLength(browser.requests.length);
      expect(codes()).toEqual(["decide_failed", "no_decision", "no_decision"]);
    });

    it("sends on the next page what this one could not", async () => {
      const { decide, page } = open({ consent: "granted" });
      const decision = await decide();
      browser.reply = () => Promise.reject(new TypeError("offline"));
      browser.acceptsBeacons = false;
      decision.shown();
      await pass(100);
      page.leave(true);
      browser.reply = () => json({ status: 1 });
      const before = browser.requests.length;
      open({ consent: "granted" });
      await pass(100);
      expect(browser.requests.slice(before).map(({ body }) => body["events"])).toEqual([
        [expect.objectContaining({ query_id: decision.queryId })],
      ]);
    });

    it("sends what waits as soon as the edge decides again", async () => {
      const { decide } = open({ consent: "granted" });
      const decision = await decide();
      const answer = browser.reply;
      browser.reply = () => json({}, 429, { "retry-after": "300" });
      decision.shown();
      await pass(100);
      browser.reply = answer;
      await decide();
      await pass(0);
      expect(browser.events.size).toBe(0);
    });

    it("flushes", async () => {
      const { decide, flush } = open({ consent: "granted" });
      (await decide()).shown();
      await flush();
      expect(browser.events.size).toBe(0);
    });

    it("never throws, whatever it is given", () => {
      const { select, reward, attributes, consent, on } = open();
      const throwing = {
        get case() {
          throw new Error("the page's");
        },
      };
      const bare: object = Object.create(null);
      const nonsenses = [undefined, null, 5, "text", "toString", [], () => {}, throwing, bare];
      for (const nonsense of nonsenses) {
        // @ts-expect-error as a page without types may do
        expect(() => select(nonsense)).not.toThrow();
        // @ts-expect-error as a page without types may do
        expect(() => reward(nonsense)).not.toThrow();
        // @ts-expect-error as a page without types may do
        expect(() => attributes(nonsense)).not.toThrow();
        // @ts-expect-error as a page without types may do
        expect(() => consent(nonsense)).not.toThrow();
        // @ts-expect-error as a page without types may do
        expect(() => on(nonsense, nonsense)).not.toThrow();
      }
    });

    it("never rejects, whatever it is asked", async () => {
      const { decide } = open();
      const throwing = {
        get actions(): string[] {
          throw new Error("the page's");
        },
      };
      for (const nonsense of [null, 5, { actions: 5 }, { state: throwing }, throwing]) {
        // @ts-expect-error as a page without types may do
        const decided = decide(nonsense);
        await pass(300);
        expect((await decided).actions).toBeInstanceOf(Array);
      }
    });
  });
});
