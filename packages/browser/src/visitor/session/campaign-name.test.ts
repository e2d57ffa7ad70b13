import { describe, expect, it } from "vitest";
import { campaignName } from "./campaign-name.ts";

describe("campaignName", () => {
  it.each([
    ["https://shop.example/?utm_source=news&page=2", "utm_source=news"],
    ["https://shop.example/?gclid=abc&utm_medium=cpc", "gclid=abc&utm_medium=cpc"],
    ["https://shop.example/?page=2", undefined],
    ["https://shop.example/", undefined],
  ])("of %s is %s", (url, name) => {
    expect(campaignName(url)).toBe(name);
  });
});
