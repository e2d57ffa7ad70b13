import { describe, expect, it } from "vitest";
import { campaign } from "./campaign.ts";

const read = (query: string) => campaign(new URLSearchParams(query));

describe("campaign", () => {
  it("reads the five names", () => {
    expect(
      read("utm_source=a&utm_medium=b&utm_campaign=c&utm_term=d&utm_content=e&utm_id=f"),
    ).toEqual({ source: "a", medium: "b", campaign: "c", term: "d", content: "e" });
  });

  it("says that there was a click on an ad, and not which", () => {
    expect(read("gclid=identifies")).toEqual({ ad_click: true });
    expect(read("wbraid=identifies")).toEqual({ ad_click: true });
  });

  it("cuts what is no name any more", () => {
    expect(read(`utm_source=${"x".repeat(500)}`)?.source).toHaveLength(100);
  });

  it("is undefined without one", () => {
    expect(read("q=shoes&utm_source=")).toBeUndefined();
  });
});
