import { beforeEach, describe, expect, it, vi } from "vitest";
import { openContext } from "../../context/context.fake.ts";
import { filed, rewardReport, selection, selectionReport } from "../../storage/entry.fake.ts";
import { createJournal } from "../journal/journal.ts";
import { createFakeBrowser, json } from "../../platform/platform.fake.ts";
import { createSender } from "./sender.ts";

describe("createSender", () => {
  let browser = createFakeBrowser();

  /** A page with consent whose journal and sender work together as in the SDK. */
  function open() {
    const context = openContext(browser);
    const journal = createJournal(
      context.platform.eventStore(""),
      context.platform,
      () => {},
      filed,
    );
    const sender = createSender(context, journal);
    journal.follow(true);
    sender.follow(true);
    const add = (event: ReturnType<typeof selectionReport>) => {
      journal.addReport(event);
      sender.wake();
    };
    return { ...context, journal, sender, add };
  }
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  const sentPaths = () => browser.requests.map(({ path }) => path);

  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
    browser = createFakeBrowser();
  });

  it("sends what is added, together with what comes at the same moment", async () => {
    const { add, sent } = open();
    await pass(10);
    add(selectionReport(1));
    add(selectionReport(2));
    await pass(100);
    expect(browser.requests).toHaveLength(1);
    expect(sent).toEqual([
      {
        case: "shop",
        eventIds: ["000001-select", "000002-select"],
        transport: "fetch",
      },
    ]);
    expect(browser.events.size).toBe(0);
  });

  it("sends what an earlier page left", async () => {
    browser.events.set("000001-select", selection(1));
    open();
    await pass(0);
    expect(sentPaths()).toEqual(["/v3/collect/shop"]);
    expect(browser.events.size).toBe(0);
  });

  it("has one request under way at a time, in order", async () => {
    let answer = () => {};
    browser.reply = () => new Promise((resolve) => (answer = () => resolve(json({ status: 1 }))));
    const { add } = open();
    add(selectionReport(1));
    add(rewardReport(2, "checkout"));
    await pass(1000);
    expect(sentPaths()).toEqual(["/v3/collect/shop"]);
    add(selectionReport(3));
    answer();
    await pass(1000);
    expect(sentPaths()).toHaveLength(2);
    expect(sentPaths()[1]).toBe("/v3/collect/checkout");
    answer();
    await pass(1000);
    expect(sentPaths()).toHaveLength(3);
  });

  it("tries again with backoff until the edge answers", async () => {
    browser.reply = () => json({}, 503);
    const { add, sent } = open();
    await pass(0);
    add(selectionReport(1));
    await pass(60);
    expect(browser.requests).toHaveLength(1);
    await pass(500); // Half of a second, as the fake's jitter has it.
    expect(browser.requests).toHaveLength(2);
    browser.reply = () => json({ status: 1 });
    await pass(1000);
    expect(browser.requests).toHaveLength(3);
    expect(sent).toHaveLength(1);
    await pass(600_000);
    expect(browser.requests).toHaveLength(3);
  });

  it("asks an edge that stays away once a minute", async () => {
    browser.reply = () => Promise.reject(new TypeError("blocked"));
    const { add } = open();
    add(selectionReport(1));
    await pass(30_000);
    const before = browser.requests.length;
    await pass(600_000);
    expect(browser.requests.length - before).toBe(10);
  });

  it("waits as long as Retry-After asks", async () => {
    browser.reply = () => json({}, 429, { "retry-after": "20" });
    const { add } = open();
    add(selectionReport(1));
    await pass(19_000);
    expect(browser.requests).toHaveLength(1);
    await pass(1100);
    expect(browser.requests).toHaveLength(2);
  });

  it("does not wait out a backoff when the edge is seen to answer", async () => {
    browser.reply = () => json({}, 429, { "retry-after": "300" });
    const { add, sender } = open();
    add(selectionReport(1));
    await pass(100);
    browser.reply = () => json({ status: 1 });
    sender.reachable();
    await pass(0);
    expect(browser.events.size).toBe(0);
  });

  it("gives up a request that takes too long, and repeats it", async () => {
    browser.reply = () => new Promise(() => {});
    const { add } = open();
    add(selectionReport(1));
    await pass(10_200);
    browser.reply = () => json({ status: 1 });
    await pass(1000);
    expect(browser.requests).toHaveLength(2);
    expect(browser.events.size).toBe(0);
  });

  it("drops what the edge refuses, and says why", async () => {
    browser.reply = () =>
      json({ status: 2, failed: [{ index: 0, code: "unknown_action", message: "…" }] });
    const { add, errors } = open();
    add(selectionReport(1));
    add(selectionReport(2));
    await pass(100);
    expect(errors).toEqual([
      { code: "event_rejected", message: "unknown_action", eventIds: ["000001-select"] },
    ]);
    expect(browser.events.size).toBe(0);
  });

  it("hands to the browser, at once, what is not confirmed when the page ends", async () => {
    browser.reply = () => new Promise(() => {});
    const { add, sender, sent } = open();
    add(selectionReport(1));
    await pass(100); // Under way, not confirmed.
    add(rewardReport(2));
    sender.leave(true);
    expect(browser.beacons).toMatchObject([
      { path: "/v3/collect/shop", body: { events: [{ type: "select" }, { type: "reward" }] } },
    ]);
    expect(sent.map(({ transport }) => transport)).toEqual(["beacon"]);
    await pass(0);
    expect(browser.events.size).toBe(2); // A beacon is not answered.
  });

  it("does not beacon the same event twice when hidden is followed by the end", async () => {
    const { add, sender } = open();
    add(selectionReport(1));
    sender.leave(false);
    sender.leave(true);
    expect(browser.beacons).toHaveLength(1);
  });

  it("leaves in the journal what the browser does not take", async () => {
    browser.acceptsBeacons = false;
    const { add, sender, sent } = open();
    add(selectionReport(1));
    sender.leave(true);
    await pass(0);
    expect(sent).toEqual([]);
    expect([...browser.events.keys()]).toEqual(["000001-select"]);
  });

  it("sends nothing more after the end, and everything again on the next page", async () => {
    const first = open();
    first.add(selectionReport(1));
    first.sender.leave(true);
    await pass(60_000);
    expect(browser.requests).toEqual([]);
    open();
    await pass(0);
    expect(browser.requests).toHaveLength(1);
    expect(browser.events.size).toBe(0);
  });

  it("confirms what it beaconed when the page comes back", async () => {
    const { add, sender, journal } = open();
    add(selectionReport(1));
    sender.leave(true);
    sender.comeBack(true);
    await pass(0);
    expect(browser.requests).toHaveLength(1);
    expect(journal.own()).toEqual([]);
  });

  it("comes back although a request was under way at the end", async () => {
    browser.reply = () => new Promise(() => {});
    const { add, sender } = open();
    add(selectionReport(1));
    await pass(100);
    sender.leave(true);
    browser.reply = () => json({ status: 1 });
    sender.comeBack(true);
    await pass(0);
    expect(browser.events.size).toBe(0);
  });

  it("goes on while only hidden, but not with what the browser has taken", async () => {
    const { add, sender } = open();
    await pass(0);
    add(selectionReport(1));
    sender.leave(false);
    add(selectionReport(2));
    await pass(100);
    expect(browser.requests.map(({ body }) => body["events"])).toEqual([
      [expect.objectContaining({ event_id: "000002-select" })],
    ]);
  });

  it("sends nothing without consent", async () => {
    const { journal, sender } = open();
    await pass(0);
    sender.follow(false);
    journal.follow(false);
    journal.addReport(selectionReport(1));
    sender.wake();
    sender.leave(true);
    await sender.flush();
    await pass(60_000);
    expect(browser.requests).toEqual([]);
    expect(browser.beacons).toEqual([]);
  });

  it("flushes what was added while it was sending", async () => {
    let answer = () => {};
    browser.reply = () => new Promise((resolve) => (answer = () => resolve(json({ status: 1 }))));
    const { add, sender } = open();
    add(selectionReport(1));
    await pass(100);
    add(selectionReport(2));
    let flushed = false;
    void sender.flush().then(() => (flushed = true));
    answer();
    await pass(0);
    expect(flushed).toBe(false);
    answer();
    await pass(0);
    expect(flushed).toBe(true);
    expect(browser.requests).toHaveLength(2);
  });

  it("tells the edge on the next round what it had to give up", async () => {
    browser.reply = () =>
      json({ status: 2, failed: [{ index: 0, code: "unknown_action", message: "…" }] });
    const { add } = open();
    add(selectionReport(1));
    await pass(100);
    await pass(100);
    expect(browser.requests.map(({ body }) => [body["events"], body["dropped"]])).toEqual([
      [[expect.objectContaining({ seq: 1 })], undefined],
      [[], [{ seq: 1, reason: "rejected" }]],
    ]);
    await pass(60_000);
    expect(browser.requests).toHaveLength(2);
    expect(browser.events.size).toBe(0);
  });

  it("splits what is too much for the quota that the page's own beacons have left", async () => {
    const { add, sender } = open();
    for (let number = 0; number < 8; number += 1) {
      add(selectionReport(number, "shop", "x".repeat(2000)));
    }
    browser.beaconQuotaBytes = 5000;
    sender.leave(true);
    expect(browser.beacons.map(({ body }) => body["events"])).toEqual([
      [expect.objectContaining({ seq: 0 }), expect.objectContaining({ seq: 1 })],
    ]);
    await pass(0);
    expect(browser.events.size).toBe(8);
  });

  describe("where the browser can send later", () => {
    const armed = () =>
      browser.later?.map(({ body }) => (body["events"] as { seq: number }[]).map(({ seq }) => seq));

    beforeEach(() => {
      browser.later = [];
    });

    it("has what is not confirmed sent if the page is killed, always the latest", async () => {
      browser.reply = () => json({}, 503);
      const { add } = open();
      add(selectionReport(1));
      await pass(100);
      expect(armed()).toEqual([[1]]);
      add(selectionReport(2));
      expect(armed()).toEqual([[1, 2]]);
      browser.reply = () => json({ status: 1 });
      await pass(1000);
      expect(armed()).toEqual([]);
    });

    it("is not troubled with what is answered soon", async () => {
      browser.reply = () => new Promise(() => {});
      const { add } = open();
      add(selectionReport(1));
      await pass(999);
      expect(browser.requests).toHaveLength(1);
      expect(armed()).toEqual([]);
      await pass(1);
      expect(armed()).toEqual([[1]]);
    });

    it("is given what one request leaves unanswered, not what another has just begun", async () => {
      const { add } = open();
      add(selectionReport(1));
      await pass(900);
      expect(browser.requests).toHaveLength(1);
      browser.reply = () => new Promise(() => {});
      add(selectionReport(2));
      await pass(1000);
      expect(browser.requests).toHaveLength(2);
      expect(armed()).toEqual([]);
      await pass(100);
      expect(armed()).toEqual([[2]]);
    });

    it("takes it back when a beacon carries it, and leaves to it what none does", async () => {
      const { add, sender } = open();
      add(selectionReport(1));
      sender.leave(false);
      expect(armed()).toEqual([]);
      browser.acceptsBeacons = false;
      add(selectionReport(2));
      sender.leave(true);
      expect(armed()).toEqual([[2]]);
    });

    it("takes it back when consent is withdrawn", async () => {
      browser.reply = () => json({}, 503);
      const { add, sender } = open();
      add(selectionReport(1));
      await pass(100);
      sender.follow(false, true);
      expect(armed()).toEqual([]);
    });
  });

  it("knows how the edge answered last, and when it is given up for a while", async () => {
    browser.reply = () => json({}, 503);
    const { add, sender } = open();
    expect(sender.statusNow()).toEqual({ circuitOpen: false, lastAnswer: undefined });
    add(selectionReport(1));
    await pass(60);
    expect(sender.statusNow()).toEqual({ circuitOpen: false, lastAnswer: { at: 0, status: 503 } });
    await pass(30_000);
    expect(sender.statusNow().circuitOpen).toBe(true);
  });
});
