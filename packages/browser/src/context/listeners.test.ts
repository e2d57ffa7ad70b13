import { describe, expect, it } from "vitest";
import { createListeners } from "./listeners.ts";

describe("createListeners", () => {
  it("tells listeners until they stop", () => {
    const { on, tellError } = createListeners();
    const heard: string[] = [];
    const off = on("error", ({ code }) => heard.push(code));
    tellError("internal", "first");
    off();
    tellError("internal", "second");
    expect(heard).toEqual(["internal"]);
  });

  it("keeps a listener that throws from the others and from the caller", () => {
    const { on, tellError } = createListeners();
    const heard: string[] = [];
    on("error", () => {
      throw new Error("a bug of the page");
    });
    on("error", ({ message }) => heard.push(message));
    tellError("internal", "told");
    expect(heard).toEqual(["told"]);
  });

  it("ignores an event that does not exist", () => {
    const { on } = createListeners();
    // @ts-expect-error as a page without types may do
    const off = on("no such event", () => {});
    expect(off).not.toThrow();
  });
});
