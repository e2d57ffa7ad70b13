import { beforeEach, describe, expect, it } from "vitest";
import { createFakeBrowser, openPage } from "../../platform/platform.fake.ts";
import { createTab } from "./tab.ts";

describe("createTab", () => {
  let browser = createFakeBrowser();
  let ids = 0;
  const load = (from = browser) => {
    const tab = createTab(openPage(from).tabStorage, "tab", () => `tab-${(ids += 1)}`);
    tab.follow(true);
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
    expect([tab.numberNext("shop"), tab.numberNext("shop"), tab.numberNext("checkout")]).toEqual([
      { tab: "tab-1", seq: 1 },
      { tab: "tab-1", seq: 2 },
      { tab: "tab-1", seq: 1 },
    ]);
  });

  it("goes on from page to page, without a gap", () => {
    const first = load();
    first.numberNext("shop");
    first.leave(true);
    expect(load().numberNext("shop")).toEqual({ tab: "tab-1", seq: 2 });
  });

  it("counts what the page says after it was left", () => {
    const first = load();
    first.leave(true);
    first.numberNext("shop");
    expect(load().numberNext("shop")).toEqual({ tab: "tab-1", seq: 2 });
  });

  it("shares no number with a duplicate of itself", () => {
    const first = load();
    first.numberNext("shop");
    const other = load(duplicated());
    expect(other.numberNext("shop")).toEqual({ tab: "tab-2", seq: 1 });
    expect(first.numberNext("shop")).toEqual({ tab: "tab-1", seq: 2 });
  });

  it("is another one after a crash", () => {
    load().numberNext("shop");
    expect(load().numberNext("shop")).toEqual({ tab: "tab-2", seq: 1 });
  });

  it("starts anew out of the cache, where a later page has gone on with the numbers", () => {
    const first = load();
    first.numberNext("shop");
    first.leave(true);
    const second = load();
    first.comeBack(true);
    expect(first.numberNext("shop")).toEqual({ tab: expect.not.stringMatching("tab-1"), seq: 1 });
    expect(second.numberNext("shop")).toEqual({ tab: "tab-1", seq: 2 });
  });

  it("keeps its numbers when it was only hidden", () => {
    const tab = load();
    tab.numberNext("shop");
    tab.leave(false);
    tab.comeBack(false);
    expect(tab.numberNext("shop")).toEqual({ tab: "tab-1", seq: 2 });
    expect(browser.tabStorage.size).toBe(0);
  });

  it("leaves no trace without consent, and forgets itself when it is denied", () => {
    const tab = createTab(openPage(browser).tabStorage, "tab", () => `tab-${(ids += 1)}`);
    tab.follow(false);
    tab.leave(true);
    expect(browser.tabStorage.size).toBe(0);
    tab.follow(true);
    tab.numberNext("shop");
    tab.leave(true);
    expect(browser.tabStorage.size).toBe(1);
    tab.follow(false, true);
    expect(browser.tabStorage.size).toBe(0);
    tab.follow(true);
    expect(tab.numberNext("shop").seq).toBe(1);
    expect(tab.id()).not.toBe("tab-1");
  });

  it.each(["null", "no json", '{"id":"x"}'])("starts anew when %s is found", (text) => {
    browser.tabStorage.set("tab", text);
    expect(load().numberNext("shop")).toEqual({ tab: "tab-1", seq: 1 });
  });
});
