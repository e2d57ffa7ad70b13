import { beforeEach, describe, expect, it, vi } from "vitest";
import { createFakeBrowser, openPage } from "./platform.fake.ts";
import { within } from "./within.ts";

describe("within", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
  });

  it("gives the result, and leaves no timer behind", async () => {
    expect(await within(openPage(createFakeBrowser()), 100, Promise.resolve("done"), "late")).toBe(
      "done",
    );
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("gives up at the limit", async () => {
    const result = within(openPage(createFakeBrowser()), 100, new Promise(() => {}), "late");
    await vi.advanceTimersByTimeAsync(100);
    expect(await result).toBe("late");
  });
});
