import { describe, expect, it } from "vitest";
import { readWhole } from "./read-whole.fake.ts";

const feed = (title: string) => JSON.stringify([{ id: "a", title }]);

describe("a title", () => {
  it.each([",", "<b></b>", " - ", "★"])("of no letter and no digit is warned of: %j", (title) => {
    expect(readWhole(feed(title)).warnings).toEqual([[1, "no_title"]]);
    expect(readWhole(feed(title), { mode: "strict" }).rejected).toEqual([[1, "no_title"]]);
  });

  it.each(["7", "靴", "Ü.", "رف", "क"])("is one that can be read: %j", (title) => {
    expect(readWhole(feed(title)).warnings).toEqual([]);
  });
});
