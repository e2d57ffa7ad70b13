import { describe, expect, it } from "vitest";
import { calledAtStart } from "../called-at-start.ts";

const MODULE = `
  const inner = () => addEventListener("pagehide", () => {});
  const later = () => {};
  const unused = () => {};
  export const create = (options) => {
    setTimeout(later);
    inner();
    return { consent: () => location.hostname && options.consent, unused };
  };`;
const ADDRESS = new URL(`data:text/javascript,${encodeURIComponent(MODULE)}`);

describe("calledAtStart", () => {
  it("tells the functions that run when a page starts, not those that run later", async () => {
    const ranges = (await calledAtStart(ADDRESS, "create")).get(ADDRESS.href);
    const named = ["inner", "later", "unused", "create"].filter((name) => {
      const start = MODULE.indexOf("(", MODULE.indexOf(`const ${name} =`));
      return [...(ranges ?? [])].some((range) => range.startsWith(`${start}-`));
    });
    expect(named).toEqual(["inner", "create"]);
  });

  it("fails where the SDK does nothing", async () => {
    const inert = new URL(
      'data:text/javascript,export const create = () => ({ consent: () => "pending" });',
    );
    await expect(calledAtStart(inert, "create")).rejects.toThrow("create has not started");
  });

  it("leaves the globals as they were", async () => {
    const { setTimeout } = globalThis;
    await calledAtStart(ADDRESS, "create");
    expect(globalThis.setTimeout).toBe(setTimeout);
    expect("window" in globalThis || "location" in globalThis).toBe(false);
  });
});
