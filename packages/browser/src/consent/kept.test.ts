import { beforeEach, describe, expect, it, vi } from "vitest";
import { createFakeBrowser, openPage } from "../platform/platform.fake.ts";
import { noStorage } from "../context/context.fake.ts";
import { createKept } from "./kept.ts";
import { isString } from "../plain/shape.ts";
import { openStore } from "../storage/store.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

describe("createKept", () => {
  let browser = createFakeBrowser();
  const open = () => {
    const page = openPage(browser);
    return createKept(page.storage, "mine.", page.now);
  };

  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
    browser = createFakeBrowser();
  });

  it("writes nothing before consent, and everything at it", () => {
    const kept = open();
    kept.set("a", "1");
    expect(browser.storage.size).toBe(0);
    expect(kept.get("a", isString, DAY_MS)).toBe("1");
    kept.follow(true);
    expect([...browser.storage.keys()]).toEqual(["mine.a"]);
  });

  it("finds what an earlier page kept, but only with consent", () => {
    const first = open();
    first.follow(true);
    first.set("a", "1");
    const second = open();
    second.follow(false);
    expect(second.get("a", isString, DAY_MS)).toBeUndefined();
    second.follow(true);
    expect(second.get("a", isString, DAY_MS)).toBe("1");
  });

  it("sees what another tab wrote later", () => {
    const [first, second] = [open(), open()];
    first.follow(true);
    second.follow(true);
    first.set("a", "old");
    second.set("a", "new");
    expect(first.get("a", isString, DAY_MS)).toBe("new");
  });

  it("removes its own entries on denial, and no others", () => {
    browser.storage.set("shop.basket", "3");
    const kept = open();
    kept.follow(true);
    kept.set("a", "1");
    kept.follow(false, true);
    expect([...browser.storage.keys()]).toEqual(["shop.basket"]);
    expect(kept.get("a", isString, DAY_MS)).toBeUndefined();
  });

  it("forgets by age", () => {
    const kept = open();
    kept.set("a", "1");
    vi.setSystemTime(DAY_MS);
    expect(kept.get("a", isString, DAY_MS)).toBe("1");
    vi.setSystemTime(DAY_MS + 1);
    expect(kept.get("a", isString, DAY_MS)).toBeUndefined();
  });

  it.each(["not json", "null", "3", '"text"', '{"value":"1"}', '{"value":1,"at":0}'])(
    "takes %s in storage for absent",
    (text) => {
      browser.storage.set("mine.a", text);
      const kept = open();
      kept.follow(true);
      expect(kept.get("a", isString, DAY_MS)).toBeUndefined();
    },
  );

  it("works from memory when storage is full", () => {
    const full = openStore(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    const kept = createKept(full, "mine.", Date.now);
    kept.follow(true);
    kept.set("a", "1");
    expect(kept.get("a", isString, DAY_MS)).toBe("1");
  });

  it("works from memory where there is no storage", () => {
    const kept = createKept(noStorage, "mine.", Date.now);
    kept.follow(true);
    kept.set("a", "1");
    expect(kept.get("a", isString, DAY_MS)).toBe("1");
    kept.follow(false, true);
    expect(kept.get("a", isString, DAY_MS)).toBeUndefined();
  });
});
