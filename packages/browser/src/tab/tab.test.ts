import { beforeEach, describe, expect, it } from "vitest";
import { createFakeBrowser, openPage } from "../platform.fake.ts";
import { createTab } from "./tab.ts";

describe("createTab", () => {
  let browser = createFakeBrowser();
  let ids = 0;
  const load = (from = browser) => {
    const tab = createTab(openPage(from).tabStorage, "tab", () => `tab-${(ids += 1)}`);
    tab.follow("granted");
    return tab;
  };
  /** A tab that the browser opens with a copy of this one's storage. */
  const duplicated = () => ({ ...browser, tabStorage: new Map(browser.tabStorage) });

  beforeEach(() => {
    browser = createFakeBrowser();
    ids = 0;
  });

  it("numbers each case from 1", () => {
    const tab = load();
    expect([tab.number("shop"), tab.number("shop"), tab.number("checkout")]).toEqual([
      { tab: "tab-1", seq: 1 },
      { tab: "tab-1", seq: 2 },
      { tab: "tab-1", seq: 1 },
    ]);
  });

  it("goes on from page to page, without a gap", () => {
    const first = load();
    first.number("shop");
    first.leave(true);
    expect(load().number("shop")).toEqual({ tab: "tab-1", seq: 2 });
  });

  it("counts what the page says after it was left", () => {
    const first = load();
    first.leave(true);
    first.number("shop");
    expect(load().number("shop")).toEqual({ tab: "tab-1", seq: 2 });
  });

  it("shares no number with a duplicate of itself", () => {
    const first = load();
    first.number("shop");
    const other = load(duplicated());
    expect(other.number("shop")).toEqual({ tab: "tab-2", seq: 1 });
    expect(first.number("shop")).toEqual({ tab: "tab-1", seq: 2 });
  });

  it("is another one after a crash", () => {
    load().number("shop");
    expect(load().number("shop")).toEqual({ tab: "tab-2", seq: 1 });
  });

  it("starts anew out of the cache, where a later page has gone on with the numbers", () => {
    const first = load();
    first.number("shop");
    first.leave(true);
    const second = load();
    first.comeBack(true);
    expect(first.number("shop")).toEqual({ tab: expect.not.stringMatching("tab-1"), seq: 1 });
    expect(second.number("shop")).toEqual({ tab: "tab-1", seq: 2 });
  });

  it("keeps its numbers when it was only hidden", () => {
    const tab = load();
    tab.number("shop");
    tab.leave(false);
    tab.comeBack(false);
    expect(tab.number("shop")).toEqual({ tab: "tab-1", seq: 2 });
    expect(browser.tabStorage.size).toBe(0);
  });

  it("leaves no trace without consent, and forgets itself when it is denied", () => {
    const tab = createTab(openPage(browser).tabStorage, "tab", () => `tab-${(ids += 1)}`);
    tab.follow("pending");
    tab.leave(true);
    expect(browser.tabStorage.size).toBe(0);
    tab.follow("granted");
    tab.number("shop");
    tab.leave(true);
    expect(browser.tabStorage.size).toBe(1);
    tab.follow("denied");
    expect(browser.tabStorage.size).toBe(0);
    tab.follow("granted");
    expect(tab.number("shop").seq).toBe(1);
    expect(tab.id()).not.toBe("tab-1");
  });

  it.each(["null", "no json", '{"id":"x"}'])("starts anew when %s is found", (text) => {
    browser.tabStorage.set("tab", text);
    expect(load().number("shop")).toEqual({ tab: "tab-1", seq: 1 });
  });
});
