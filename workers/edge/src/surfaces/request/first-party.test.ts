import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { renewedIdCookie, withFirstPartyAliases } from "./first-party.ts";

const ID = "0191b0a0-0000-7000-8000-000000000001";
const renewed = (cookie: string | undefined, url: string, consumer = ID) =>
  renewedIdCookie(cookie, consumer, new URL(url));

describe("renewedIdCookie", () => {
  it("is the browser's own cookie for another 400 days", () => {
    expect(renewed(`1.2.${ID}`, "https://www.shop.example/x")).toBe(
      `nextmove_id=1.2.${ID}; Max-Age=34560000; Domain=shop.example; Path=/; SameSite=Lax; Secure`,
    );
    expect(renewed(`1.3.${ID}`, "https://www.shop.co.uk/x")).toContain("; Domain=shop.co.uk;");
  });

  it("stays with the host alone where it was", () => {
    expect(renewed(`1.0.${ID}`, "http://localhost:8787/")).toBe(
      `nextmove_id=1.0.${ID}; Max-Age=34560000; Path=/; SameSite=Lax`,
    );
  });

  it.each([
    ["there is none", undefined],
    ["it is another's", `1.2.${ID.replace("1", "2")}`],
    ["it is of another form", `2.2.${ID}`],
    ["it is for a longer host than this", `1.4.${ID}`],
    ["it would carry more", `1.2.${ID}; Domain=evil.example`],
  ])("is not written when %s", (_, cookie) => {
    expect(renewed(cookie, "https://www.shop.example/")).toBeUndefined();
  });

  it("is written for ids of our own form only", () => {
    expect(renewed("1.2.a\r\nb", "https://shop.example/", "a\r\nb")).toBeUndefined();
  });
});

describe("withFirstPartyAliases", () => {
  const told = async (consumerId: string | undefined, site: string): Promise<unknown> => {
    const app = new Hono().get("/", (context) =>
      context.json(withFirstPartyAliases(context, { consumerId, aliases: undefined })),
    );
    const headers = { "sec-fetch-site": site, cookie: "FPID=FPID2.2.abc.17" };
    return (await app.request("https://shop.example/", { headers })).json();
  };

  it("adds Google's server-side id to a consumer", async () => {
    expect(await told("someone", "same-origin")).toMatchObject({
      aliases: { fpid: "FPID2.2.abc.17" },
    });
  });

  it("adds nothing where the cookies are not the shop's own", async () => {
    expect(await told("someone", "cross-site")).toEqual({ consumerId: "someone" });
  });

  it("adds nothing for visitors who did not agree: they have no id, and none may be found for them", async () => {
    expect(await told(undefined, "same-origin")).toEqual({});
  });
});
