import { beforeEach, describe, expect, it, vi } from "vitest";
import type {
  ConsentReport,
  ErrorReport,
  PageReport,
  TrackReport,
  TrackerOptions,
} from "../api.ts";
import { createFakeBrowser, type FakeView, json, openPage } from "../platform/platform.fake.ts";
import { VERSION } from "../version.ts";
import { createCore } from "./core.ts";

const START_MS = 1_700_000_000_000;
const PRODUCT = "https://www.shop.example/products/1";

interface Sent {
  readonly seq: number;
  readonly name?: string;
  readonly page_id?: string;
  readonly params?: Record<string, unknown>;
}

describe("createCore", () => {
  let browser = createFakeBrowser();
  let errors: ErrorReport[] = [];

  const open = (options: Partial<TrackerOptions> = {}, view: FakeView = {}) => {
    const page = openPage(browser, view);
    const { tracker } = createCore(
      { key: "pk_test", endpoint: "https://edge.example", case: "shop", ...options },
      page,
    );
    tracker.on("error", (report) => errors.push(report));
    return { page, ...tracker };
  };
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  const sent = () => browser.requests.flatMap(({ body }) => body["events"] as Sent[]);
  const names = () => sent().map(({ name }) => name);

  beforeEach(() => {
    vi.useFakeTimers({ now: START_MS });
    browser = createFakeBrowser();
    errors = [];
  });

  it("reports what the visitor does on which page, numbered in order", async () => {
    const { track, page } = open({ consent: "granted" });
    track("view_item", { items: [{ item_id: "sku-1", price: 20 }] });
    page.navigate("https://www.shop.example/basket?token=secret#top");
    track("newsletter");
    await pass(100);
    expect(sent()).toMatchObject([
      { seq: 1, name: "page_view", params: { page_location: PRODUCT } },
      { seq: 2, name: "view_item", params: { items: [{ item_id: "sku-1", price: 20 }] } },
      {
        seq: 3,
        name: "page_view",
        params: { page_location: "https://www.shop.example/basket", page_referrer: PRODUCT },
      },
      { seq: 4, name: "newsletter", params: {} },
    ]);
    const [first, second, third, fourth] = sent().map(({ page_id }) => page_id);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    expect(fourth).toBe(third);
  });

  it("goes on counting on the next page of the tab, in the same session", async () => {
    const first = open({ consent: "granted" });
    await pass(100);
    first.page.leave(true);
    await pass(60_000);
    open({ consent: "granted" });
    await pass(100);
    const [one, two] = browser.requests.map(({ body }) => body);
    expect(sent().map(({ seq }) => seq)).toEqual([1, 2]);
    expect(two?.["tab"]).toBe(one?.["tab"]);
    expect(two?.["session"]).toEqual(one?.["session"]);
  });

  it("takes what happened before consent into the session of the page before", async () => {
    open({ consent: "granted" }).page.leave(true);
    await pass(60_000);
    const { consent } = open();
    await pass(1000);
    consent("granted");
    await pass(100);
    const sessions = browser.requests.map(({ body }) => body["session"]);
    expect(new Set(sessions.map((session) => JSON.stringify(session))).size).toBe(1);
    expect(sessions[0]).toMatchObject({ number: 1, started_at: START_MS });
  });

  it.each([
    ["seen by itself", {}, []],
    ["that the page tracks", { pageViews: false }, ["page_view"]],
  ])("begins a session with another campaign, by a view %s", async (_, options, tracked) => {
    const { page, track } = open({ consent: "granted", ...options });
    tracked.forEach((name) => track(name));
    page.navigate("https://www.shop.example/?utm_source=search");
    tracked.forEach((name) => track(name));
    await pass(100);
    expect(browser.requests.map(({ body }) => body["session"])).toMatchObject([
      { number: 1 },
      { number: 2 },
    ]);
  });

  it.each(["https://edge.example/nba", "https://edge.example/nba/", "https://edge.example/nba//"])(
    "knows the edge at %s, however many slashes end it",
    (endpoint) => {
      expect(open({ endpoint }).inspect().endpoint).toBe("https://edge.example/nba");
    },
  );

  it("reports no page view where the shop does not want them", async () => {
    const { on, page, track } = open({ consent: "granted", pageViews: false });
    const pages: PageReport[] = [];
    on("page", (viewed) => pages.push(viewed));
    page.navigate("https://www.shop.example/basket");
    track("newsletter");
    await pass(100);
    expect(names()).toEqual(["newsletter"]);
    expect(pages).toMatchObject([{ url: "https://www.shop.example/basket" }]);
  });

  it("keeps to itself what happens while the page is prerendered", async () => {
    const { page, track } = open({ consent: "granted" }, { prerendered: true });
    track("view_item", { items: [{ item_id: "sku-1" }] });
    await pass(60_000);
    page.leave(true);
    page.comeBack(false);
    expect(browser.requests.length + browser.beacons.length + browser.events.size).toBe(0);
    page.show();
    await pass(100);
    expect(names()).toEqual(["view_item", "page_view"]);
  });

  it("views a page in the background when it comes to the front", async () => {
    const { page } = open({ consent: "granted" }, { hidden: true });
    await pass(60_000);
    expect(sent()).toEqual([]);
    page.show();
    await pass(100);
    expect(names()).toEqual(["page_view"]);
  });

  it("tells what is tracked as a copy that nobody can change", () => {
    const { on, track } = open();
    const heard: TrackReport[] = [];
    on("track", (report) => heard.push(report));
    const params = { search_term: "teapot" };
    track("search", params);
    params.search_term = "changed";
    expect(heard).toMatchObject([{ name: "search", params: { search_term: "teapot" } }]);
  });

  it.each([
    ["no name", ""],
    ["a name that is too long", "x".repeat(65)],
    ["a name that is no text", 5],
  ])("refuses %s", (_, name) => {
    const { track } = open();
    // @ts-expect-error as a page without types may do
    track(name);
    expect(errors).toMatchObject([{ code: "invalid_call" }]);
  });

  it("refuses an event without a case to report it under", () => {
    open({ case: undefined }).track("search", { search_term: "teapot" });
    expect(errors).toMatchObject([{ code: "invalid_call" }]);
  });

  it("tells the edge of an event that is too large that there was one", async () => {
    const { track, inspect } = open({ consent: "granted", pageViews: false });
    track("newsletter", { text: "x".repeat(5000) });
    await pass(100);
    expect(browser.requests.map(({ body }) => body)).toMatchObject([
      { events: [], dropped: [{ seq: 1, reason: "too_large" }] },
    ]);
    expect(errors).toMatchObject([{ code: "event_dropped", message: "too_large" }]);
    expect(inspect().dropped).toEqual({ too_large: 1 });
  });

  it("survives params that never end", () => {
    const cycle: Record<string, unknown> = {};
    cycle["again"] = cycle;
    open().track("newsletter", cycle);
    expect(errors).toMatchObject([{ code: "internal" }]);
  });

  it("says what it knows of itself", async () => {
    const { inspect, consent, on } = open();
    const told: ConsentReport[] = [];
    on("consent", (report) => told.push(report));
    expect(inspect()).toMatchObject({
      version: VERSION,
      endpoint: "https://edge.example",
      key: "pk_test",
      case: "shop",
      consent: { state: "pending", reason: "not asked yet" },
      consumerId: undefined,
      session: undefined,
      journal: { events: 1, durable: false },
    });
    consent("granted", "tcf");
    await pass(100);
    expect(told).toEqual([{ state: "granted", reason: "tcf" }]);
    expect(inspect()).toMatchObject({
      consent: { state: "granted", reason: "tcf" },
      consumerId: expect.any(String),
      session: { number: 1, startedAt: START_MS },
      journal: { events: 0, bytes: 0, durable: true },
      dropped: {},
      circuitOpen: false,
      lastAnswer: { status: 200 },
    });
  });

  it("forgets its tab and its session when consent is denied", async () => {
    const { consent, inspect, page } = open({ consent: "granted" });
    const { tab } = inspect();
    consent("denied");
    page.leave(true);
    await pass(0);
    expect(inspect()).toMatchObject({ session: undefined, dropped: { consent: 1 } });
    expect(inspect().tab).not.toBe(tab);
    expect(browser.tabStorage.size + browser.storage.size + browser.events.size).toBe(0);
  });

  it("keeps numbers when the edge refuses, and reports what was refused", async () => {
    browser.reply = () =>
      json({ status: 2, failed: [{ index: 0, code: "invalid", message: "…" }] });
    open({ consent: "granted" });
    await pass(200);
    expect(browser.requests.map(({ body }) => body["dropped"])).toEqual([
      undefined,
      [{ seq: 1, reason: "rejected" }],
    ]);
  });

  it("is denied when another page has withdrawn consent, in all its tabs and out of the cache", async () => {
    for (const tell of ["removeElsewhere", "comeBack"] as const) {
      const first = open({ consent: "granted" });
      const second = open({ consent: "granted" });
      await pass(100);
      first.consent("denied");
      second.page[tell](true);
      expect(second.inspect().consent).toEqual({ state: "denied", reason: "another page" });
      const before = browser.requests.length;
      second.track("newsletter");
      await pass(100);
      expect(browser.requests.length).toBe(before);
      expect(browser.cookies.size + browser.storage.size + browser.events.size).toBe(0);
    }
  });

  it("leaves the browser's storage alone until consent is granted, and the script has run", async () => {
    const { page, consent } = open();
    const watchStorage = vi.spyOn(page, "watchStorage");
    await pass(100);
    consent("granted");
    expect(watchStorage).not.toHaveBeenCalled();
    await pass(0);
    expect(watchStorage).toHaveBeenCalledOnce();
  });

  it("is denied when another page has withdrawn consent while it was prerendered", async () => {
    const first = open({ consent: "granted" });
    await pass(100);
    const { page, consent } = open({ consent: "granted" }, { prerendered: true });
    await pass(100);
    first.consent("denied");
    page.show();
    expect(consent()).toBe("denied");
    expect(browser.cookies.size).toBe(0);
  });

  it("goes on with the visitor's new id when consent was withdrawn and given again elsewhere", () => {
    const first = open({ consent: "granted" });
    const second = open({ consent: "granted" });
    first.consent("denied");
    first.consent("granted");
    second.page.removeElsewhere();
    expect(second.consent()).toBe("granted");
    expect(second.inspect().consumerId).toBe(first.inspect().consumerId);
  });

  it("takes nobody's cookies for a withdrawal where there are none", () => {
    const { page, consent, inspect } = open({ consent: "granted" });
    const { consumerId } = inspect();
    page.removeElsewhere();
    expect(consent()).toBe("granted");
    expect(inspect().consumerId).toBe(consumerId);
    const pending = open();
    pending.page.removeElsewhere();
    expect(pending.consent()).toBe("pending");
  });

  it("reports nothing when it is stopped, hands over what waits, and leaves the tab to the next", async () => {
    const first = open({ consent: "granted" });
    first.track("newsletter");
    first.stop();
    expect(browser.beacons).toMatchObject([{ body: { events: [{ seq: 1 }, { seq: 2 }] } }]);
    await pass(10); // Pages of one moment have the same ids in the fake browser.
    const second = open({ consent: "granted" });
    first.track("newsletter");
    first.page.navigate("https://www.shop.example/basket");
    first.page.show();
    first.stop();
    await first.flush();
    await pass(100);
    expect(new Set(sent().map(({ seq }) => seq))).toEqual(new Set([1, 2, 3]));
    expect(second.inspect().tab).toBe(first.inspect().tab);
  });

  it("takes a withdrawal also when it is stopped, and removes all that is kept", async () => {
    const stopped = open({ consent: "granted" });
    await pass(10);
    expect(browser.cookies.size).toBeGreaterThan(0);
    stopped.stop();
    expect(stopped.consent("denied")).toBe("denied");
    await pass(100);
    const { cookies, storage, tabStorage, events } = browser;
    expect([cookies, storage, tabStorage, events].map(({ size }) => size)).toEqual([0, 0, 0, 0]);
    expect(stopped.consent("granted")).toBe("denied");
  });

  it("does in another task what consent allows, and at once what is asked for", async () => {
    const first = open({ consent: "granted" });
    expect(browser.cookies.size + browser.storage.size + browser.events.size).toBe(0);
    first.page.leave(true);
    expect(names()).toEqual([]);
    expect(browser.beacons).toMatchObject([{ body: { events: [{ name: "page_view" }] } }]);
    const second = open({ consent: "granted" });
    expect(second.inspect()).toMatchObject({ session: { number: 1 }, journal: { durable: true } });
    open({ consent: "granted" });
    await pass(0);
    expect(browser.events.size).toBeGreaterThan(0);
  });
});
