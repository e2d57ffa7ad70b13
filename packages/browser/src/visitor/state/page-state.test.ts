import { describe, expect, it } from "vitest";
import { pageState } from "./page-state.ts";

const view = {
  url: "https://shop.example/",
  referrer: "",
};
const desktop = { coarsePointer: false, shortSidePixels: 900 };

describe("pageState", () => {
  it("tells path, referrer's host, device and campaign", () => {
    expect(
      pageState(
        {
          url: "https://shop.example/sale/shoes?utm_source=news&utm_campaign=may&gclid=abc&q=me%40mail.example#top",
          referrer: "https://search.example/find?q=a+secret",
        },
        { coarsePointer: true, shortSidePixels: 390 },
      ),
    ).toEqual({
      page: { path: "/sale/shoes", referrer: "search.example" },
      device: "mobile",
      campaign: { source: "news", campaign: "may", ad_click: true },
    });
  });

  it("leaves out what is not there", () => {
    expect(pageState(view, desktop)).toEqual({ page: { path: "/" }, device: "desktop" });
  });

  it("passes over a referrer that is no address with a host", () => {
    expect(pageState({ ...view, referrer: "about:client" }, desktop).page).toEqual({ path: "/" });
  });
});
