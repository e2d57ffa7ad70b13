import { describe, expect, it } from "vitest";

import { sharedApi } from "../nba/client/api.ts";
import { openPage } from "./client/page.ts";

const api = sharedApi();
const { call, putCase } = api;

const SAME_ORIGIN = { "sec-fetch-site": "same-origin" };
const cookieOf = (id: string) => ({ cookie: `other=1; nextmove_id=1.0.${id}` });

const open = async (caseId: string) => openPage(api, await putCase(caseId, { actions: ["a"] }));

describe("the id cookie of a shop that serves the Worker on its own origin", () => {
  it("is renewed by the answer to what a page reports", async () => {
    const page = await open("cookie-renewed");
    const answer = await call("POST", "/v3/collect/cookie-renewed", {
      headers: { ...SAME_ORIGIN, ...cookieOf(page.consumer) },
      body: page.envelope([page.track("page_view")]),
    });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.headers.get("set-cookie")).toBe(
      `nextmove_id=1.0.${page.consumer}; Max-Age=34560000; Path=/; SameSite=Lax`,
    );
  });

  // A decision is asked for with or without consent, and its answer may come after it was withdrawn.
  it.each(["action", "recommendation"])("is left alone by the answer to %s", async (route) => {
    const page = await open("cookie-decided");
    const answer = await call("POST", `/v3/${route}/cookie-decided`, {
      headers: { ...SAME_ORIGIN, ...cookieOf(page.consumer) },
      body: { consumer_id: page.consumer, state: {}, actions: ["a"] },
    });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.headers.get("set-cookie")).toBeNull();
  });

  it("is left alone for another's id, another site and nobody", async () => {
    const page = await open("cookie-left");
    const other = openPage(api, "cookie-left");
    for (const [headers, more] of [
      [{ ...SAME_ORIGIN, ...cookieOf(other.consumer) }, {}],
      [{ "sec-fetch-site": "cross-site", ...cookieOf(page.consumer) }, {}],
      [{ "sec-fetch-site": "same-site", ...cookieOf(page.consumer) }, {}],
      [cookieOf(page.consumer), {}],
      [SAME_ORIGIN, {}],
      [
        { ...SAME_ORIGIN, ...cookieOf(page.consumer) },
        { consumer_id: null, events: [] },
      ],
    ] as const) {
      const answer = await call("POST", "/v3/collect/cookie-left", {
        headers,
        body: page.envelope([], more),
      });
      expect(answer.status).toBe(200);
      expect(answer.headers.get("set-cookie")).toBeNull();
    }
  });

  it("comes with Google's server-side id as an alias", async () => {
    const page = await open("cookie-fpid");
    await call("POST", "/v3/collect/cookie-fpid", {
      headers: { ...SAME_ORIGIN, cookie: "FPID=FPID2.2.abc%2F123.1700000000" },
      body: page.envelope([page.track("page_view")], { aliases: { ga_client_id: "1.2" } }),
    });
    const answer = await call("GET", `/v3/consumers/${page.consumer}`);
    expect(answer.json).toMatchObject({
      aliases: { ga_client_id: "1.2", fpid: "FPID2.2.abc/123.1700000000" },
    });
  });
});
