import { beforeEach, describe, expect, it, vi } from "vitest";
import type { NextmoveOptions } from "../api.ts";
import { assemble } from "../nextmove.ts";
import { createFakeBrowser, json, openPage } from "../platform/platform.fake.ts";
import { assembleCookieless } from "./assemble.ts";

const OPTIONS: NextmoveOptions = {
  key: "pk_test",
  endpoint: "https://edge.example",
  case: "shop",
  consent: "granted",
};

describe("assembleCookieless", () => {
  let browser = createFakeBrowser();
  const open = (options: Partial<NextmoveOptions> = {}) => {
    const page = openPage(browser);
    return { page, ...assembleCookieless({ ...OPTIONS, ...options }, page) };
  };
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  const kept = () =>
    browser.cookies.size + browser.storage.size + browser.tabStorage.size + browser.events.size;
  const reported = () => browser.requests.filter(({ path }) => path.includes("/collect/"));

  beforeEach(() => {
    vi.useFakeTimers({ now: 1_700_000_000_000 });
    browser = createFakeBrowser();
    browser.reply = ({ path, body }) =>
      path.includes("/collect/")
        ? json({ status: 1 })
        : json({ status: 1, query_id: body["query_id"], actions: ["b", "a"], token: "token" });
  });

  it("decides and reports, and keeps nothing", async () => {
    const { decide, reward, track, inspect } = open();
    const decision = await decide({ actions: ["a", "b"] });
    decision.shown();
    reward({ event_type: "click" });
    track("view_item", { items: [{ item_id: "mug-7" }] });
    await pass(100);
    expect(decision.source).toBe("edge");
    const [report] = reported();
    expect(report?.body).toMatchObject({ consumer_id: inspect().consumerId });
    expect(report?.body["events"]).toMatchObject([
      { seq: 1, name: "page_view" },
      { seq: 2, type: "select" },
      { seq: 3, type: "reward" },
      { seq: 4, name: "view_item" },
    ]);
    expect(kept()).toBe(0);
    expect(new Set(browser.credentials)).toEqual(new Set(["omit"]));
    expect(inspect()).toMatchObject({ cookieless: true, journal: { durable: false, events: 0 } });
  });

  it("waits for consent as elsewhere", async () => {
    const { consent } = open({ consent: "pending" });
    await pass(60_000);
    expect(reported()).toEqual([]);
    consent("granted");
    await pass(100);
    expect(reported()).toHaveLength(1);
  });

  it("reads nobody's names from what is there, and knows nobody again", async () => {
    browser.cookies.set("_ga", "GA1.1.589669986.1688718739");
    browser.cookies.set("nextmove_id", "1.2.0191b0a0-0000-7000-8000-000000000001");
    open({ ga: { told: () => ({ ga_client_id: "1.1688718739" }) } });
    await pass(100);
    open();
    await pass(100);
    const [one, two] = reported().map(({ body }) => body);
    expect(one?.["aliases"]).toBeUndefined();
    expect(one?.["consumer_id"]).not.toBe("0191b0a0-0000-7000-8000-000000000001");
    expect(two?.["consumer_id"]).not.toBe(one?.["consumer_id"]);
    expect(two?.["tab"]).not.toBe(one?.["tab"]);
  });

  it("sends what is left when the page ends, without cookies", async () => {
    const { page, track } = open();
    await pass(100);
    track("newsletter");
    page.leave(true);
    await pass(0);
    expect(reported().at(-1)?.body["events"]).toMatchObject([{ name: "newsletter" }]);
    expect(browser.beacons).toEqual([]);
    expect(new Set(browser.credentials)).toEqual(new Set(["omit"]));
  });

  it.each([
    ["from the start", (): unknown => open({ consent: "denied" })],
    ["later", () => open({ consent: "pending" }).consent("denied")],
  ])("removes what an earlier page kept when consent is denied %s", async (_, deny) => {
    assemble(OPTIONS, openPage(browser));
    await pass(100);
    expect(kept()).toBeGreaterThan(0);
    deny();
    await pass(100);
    expect(kept()).toBe(0);
  });
});
