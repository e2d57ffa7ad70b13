import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ErrorCode } from "../../api.ts";
import { createFakeBrowser, openPage } from "../../platform/platform.fake.ts";
import { MAX_EVENTS } from "./caps.ts";
import {
  filed,
  reward,
  rewardReport,
  selection,
  selectionReport,
} from "../../storage/entry.fake.ts";
import { droppedEntry } from "../../storage/entry.ts";
import type { EventStore } from "../../storage/event-store.ts";
import { createJournal } from "./journal.ts";

describe("createJournal", () => {
  let browser = createFakeBrowser();
  let failures: { code: ErrorCode; ids: readonly string[] | undefined }[] = [];

  const open = (replaced: Partial<EventStore> = {}) => {
    const page = openPage(browser);
    const store = { ...page.eventStore(""), ...replaced };
    return createJournal(store, page, (code, _message, ids) => failures.push({ code, ids }), filed);
  };
  const settle = () => vi.advanceTimersByTimeAsync(0);

  beforeEach(() => {
    vi.useFakeTimers({ now: 1000 });
    browser = createFakeBrowser();
    failures = [];
  });

  it("keeps to memory before consent, and writes at it", async () => {
    const journal = open();
    journal.follow(false);
    journal.addReport(selectionReport(1));
    await settle();
    expect(browser.events.size).toBe(0);
    journal.follow(true);
    await settle();
    expect([...browser.events.values()]).toEqual([selection(1)]);
  });

  it("writes at once after consent", async () => {
    const journal = open();
    journal.follow(true);
    journal.addReport(selectionReport(1));
    await settle();
    expect([...browser.events.keys()]).toEqual([selection(1).id]);
    expect(journal.own()).toEqual([selection(1)]);
  });

  it("gathers earlier pages' events and its own in order of id", async () => {
    const earlier = open();
    earlier.follow(true);
    earlier.addReport(selectionReport(3));
    earlier.addReport(selectionReport(1));
    const journal = open();
    journal.follow(true);
    journal.addReport(selectionReport(2));
    expect((await journal.allEntries()).map(({ at }) => at)).toEqual([1, 2, 3]);
    expect(journal.own()).toEqual([selection(2)]);
  });

  it("removes from storage and memory", async () => {
    const journal = open();
    journal.follow(true);
    journal.addReport(selectionReport(1));
    journal.addReport(rewardReport(2));
    journal.discard([selection(1).id]);
    await settle();
    expect(await journal.allEntries()).toEqual([reward(2)]);
    expect([...browser.events.keys()]).toEqual([reward(2).id]);
  });

  it("drops its own event when another tab has sent it", async () => {
    const journal = open();
    journal.follow(true);
    journal.addReport(selectionReport(1));
    await settle();
    browser.events.clear(); // The other tab.
    expect(await journal.allEntries()).toEqual([]);
    expect(journal.own()).toEqual([]);
  });

  it("does not take an event that is still being written for one that another tab sent", async () => {
    let written = () => {};
    const journal = open({ putEntry: () => new Promise((resolve) => (written = resolve)) });
    journal.follow(true);
    journal.addReport(selectionReport(1));
    expect(await journal.allEntries()).toEqual([selection(1)]);
    written();
    await settle();
    expect(journal.own()).toEqual([selection(1)]);
  });

  it("forgets everything on denial, and says what was lost", async () => {
    const journal = open();
    journal.follow(true);
    journal.addReport(selectionReport(1));
    await settle();
    journal.follow(false, true);
    await settle();
    expect(browser.events.size).toBe(0);
    expect(journal.own()).toEqual([]);
    expect(failures).toEqual([{ code: "event_dropped", ids: [selection(1).id] }]);
  });

  it("works from memory when storage refuses, and says so once", async () => {
    const refuse = () => Promise.reject(new Error("no storage"));
    const journal = open({ putEntry: refuse, allEntries: refuse, discard: refuse, clear: refuse });
    journal.follow(true);
    journal.addReport(selectionReport(1));
    journal.addReport(selectionReport(2));
    expect(await journal.allEntries()).toEqual([selection(1), selection(2)]);
    journal.discard([selection(1).id]);
    await settle();
    expect(await journal.allEntries()).toEqual([selection(2)]);
    expect(failures).toEqual([{ code: "storage_failed", ids: undefined }]);
  });

  it("does not wait for a storage that never answers", async () => {
    const journal = open({ allEntries: () => new Promise(() => {}) });
    journal.follow(true);
    journal.addReport(selectionReport(1));
    const all = journal.allEntries();
    await vi.advanceTimersByTimeAsync(2000);
    expect(await all).toEqual([selection(1)]);
  });

  it("drops the oldest when there are too many, and says which", () => {
    const journal = open();
    journal.follow(true);
    for (let number = 0; number <= MAX_EVENTS; number += 1)
      journal.addReport(selectionReport(number));
    expect(failures).toEqual([{ code: "event_dropped", ids: [selection(0).id] }]);
    expect(journal.statusNow().dropped).toEqual({ too_many: 1 });
    const [oldest, next] = journal.own();
    expect(oldest).toMatchObject({ seq: 0, dropped: "too_many", body: "" });
    expect(next).toEqual(selection(1));
  });

  it("holds no more before consent either", () => {
    const journal = open();
    for (let number = 0; number <= MAX_EVENTS; number += 1)
      journal.addReport(selectionReport(number));
    expect(journal.statusNow().journal).toEqual({ events: MAX_EVENTS, bytes: 0, durable: false });
    expect(failures).toEqual([{ code: "event_dropped", ids: [selection(MAX_EVENTS).id] }]);
  });

  it("keeps of what is given up that it was, for later pages too", async () => {
    const journal = open();
    journal.follow(true);
    journal.addReport(selectionReport(1));
    journal.giveUp(selection(1), "rejected");
    await settle();
    const next = open();
    next.follow(true);
    expect(await next.allEntries()).toEqual([droppedEntry(selection(1), "rejected")]);
    expect(failures).toEqual([]); // Whoever refused it says so.
  });

  it("does not send again what another tab has given up", async () => {
    const journal = open();
    journal.follow(true);
    journal.addReport(selectionReport(1));
    await settle();
    browser.events.set(selection(1).id, droppedEntry(selection(1), "too_old"));
    expect(await journal.allEntries()).toMatchObject([{ dropped: "too_old" }]);
  });

  it("tells what it holds, and whether that lasts", async () => {
    const journal = open();
    journal.follow(true);
    journal.addReport(selectionReport(1));
    const { bytes } = selection(1);
    expect(journal.statusNow().journal).toEqual({ events: 1, bytes, durable: true });
    const refusing = open({ putEntry: () => Promise.reject(new Error("no storage")) });
    refusing.follow(true);
    refusing.addReport(selectionReport(1));
    await settle();
    expect(refusing.statusNow().journal).toEqual({ events: 1, bytes, durable: false });
  });
});
