// @ts-check
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CAMPAIGNS } from "../public/js/decisions/campaigns.js";
import { BANNERS } from "../shoppers/preferences.ts";

const pictures = new URL("../public/pictures/", import.meta.url);

describe("campaigns", () => {
  it("are those that the simulated shoppers have preferences about", () => {
    expect([...BANNERS].sort()).toEqual(Object.keys(CAMPAIGNS).sort());
  });
  it.each(Object.keys(CAMPAIGNS))("have a picture of %s", (action) => {
    expect(existsSync(new URL(`campaigns/${action}.svg`, pictures))).toBe(true);
  });
});
