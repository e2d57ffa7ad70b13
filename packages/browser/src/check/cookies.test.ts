import { describe, expect, it } from "vitest";
import { cookieFindings } from "./cookies.ts";

const codesOf = (cookies: string, domain?: string) =>
  cookieFindings({ cookies, domain }).map(({ code }) => code);

describe("cookieFindings", () => {
  it("tells whether cookies are taken", () => {
    expect(codesOf("", undefined)).toContain("cookies_blocked");
    expect(codesOf("", "")).toContain("cookies_work");
  });

  it("tells that Google Analytics has several ids, of several domains", () => {
    const one = "_ga=GA1.2.1826030926.1500267511; _ga_ABC=GS1.1.1; shop_ga=GA1.1.1.1500267511";
    expect(codesOf(one)).not.toContain("ga_twice");
    expect(codesOf(`_ga=GA1.3.1833734419.1579237609; ${one}`)).toContain("ga_twice");
  });
});
