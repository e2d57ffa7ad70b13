import { describe, expect, it } from "vitest";
import { pageViewParams } from "./page-view.ts";

const SHOP = "https://www.shop.example";

describe("pageViewParams", () => {
  it.each([
    [`${SHOP}/basket?token=secret#top`, "", `${SHOP}/basket`, undefined],
    [`${SHOP}/#/basket?token=secret`, `${SHOP}?q=name`, `${SHOP}/`, SHOP],
    [`${SHOP}/`, `${SHOP}/search?q=name`, `${SHOP}/`, `${SHOP}/search`],
    [`${SHOP}/`, "https://search.example/a/b?q=name", `${SHOP}/`, "https://search.example"],
    [`${SHOP}/`, "http://www.shop.example/a", `${SHOP}/`, "http://www.shop.example"],
    [`${SHOP}/`, "about:client", `${SHOP}/`, undefined],
    [`${SHOP}/`, "android-app://com.example.search/", `${SHOP}/`, undefined],
  ])("of %s after %s are %s and %s", (url, referrer, page_location, page_referrer) => {
    expect(pageViewParams({ pageId: "1", url, referrer })).toEqual({
      page_location,
      page_referrer,
    });
  });
});
