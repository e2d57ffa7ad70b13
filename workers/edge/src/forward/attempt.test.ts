import { describe, expect, it } from "vitest";
import { type Fetch, post, retryAfterMs } from "./attempt.ts";

const NOW = Date.UTC(2026, 10, 22);
const REQUEST = { url: "https://hooks.shop.example/", headers: { "x-a": "1" }, body: "{}" };
const answer =
  (status: number, headers: Record<string, string> = {}): Fetch =>
  () =>
    Promise.resolve(new Response(null, { status, headers }));

describe("post", () => {
  it("sends what it is given, follows nothing, and is content with any 2xx", async () => {
    const sent: { url: string; init: RequestInit }[] = [];
    const fetchOut: Fetch = (url, init) => {
      sent.push({ url, init });
      return Promise.resolve(new Response("read me not", { status: 202 }));
    };
    expect(await post(fetchOut, REQUEST, 1_000, NOW)).toEqual({ ok: true });
    expect(sent).toMatchObject([
      {
        url: REQUEST.url,
        init: { method: "POST", redirect: "manual", body: "{}", headers: { "x-a": "1" } },
      },
    ]);
  });

  it.each([
    [
      301,
      { location: "https://a.example/" },
      { reason: "answered 301: redirects are not followed" },
    ],
    [400, { "retry-after": "60" }, { reason: "answered 400" }],
    [410, {}, { reason: "answered 410: it wants no more", gone: true }],
    [429, { "retry-after": "60" }, { reason: "answered 429", retryAfterMs: 60_000 }],
    [500, { "retry-after": "60" }, { reason: "answered 500" }],
    [503, {}, { reason: "answered 503" }],
  ])("makes of %i %o: %o", async (status, headers, expected) => {
    const made = await post(answer(status, headers), REQUEST, 1_000, NOW);
    expect(made).toEqual({ ok: false, ...expected });
  });

  it("says that no answer came, and not more", async () => {
    const refused: Fetch = () => Promise.reject(new TypeError("connect 10.0.0.7:443 refused"));
    expect(await post(refused, REQUEST, 1_000, NOW)).toEqual({
      ok: false,
      reason: "no answer",
      unreached: true,
    });
    const slow: Fetch = (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason as Error));
      });
    expect(await post(slow, REQUEST, 1, NOW)).toEqual({
      ok: false,
      reason: "no answer within 1 ms",
    });
  });
});

describe("retryAfterMs", () => {
  it.each([
    [null, undefined],
    ["0", 0],
    ["120", 120_000],
    ["99999999", 3_600_000],
    [new Date(NOW + 30_000).toUTCString(), 30_000],
    [new Date(NOW - 30_000).toUTCString(), 0],
    ["soon", undefined],
    ["-5", 0],
  ])("reads %s as %s", (header, expected) => {
    expect(retryAfterMs(header, NOW)).toBe(expected);
  });
});
