import { createdKeyResponse } from "@nextmove/contract";
import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { ADMIN_KEY } from "../client/http.ts";
import { refused } from "../client/problem.ts";

const { call, putCase } = sharedApi();
/** The limit is 600 a minute; two windows of a minute may share a burst. */
const MORE_THAN_TWO_WINDOWS = 1_250;
const AT_ONCE = 25;

describe("the rate limit of a publishable key", () => {
  it("ends a burst from one address, and leaves the secret key alone", async () => {
    await putCase("rate", { actions: ["a", "b"] });
    const body = { kind: "publishable", origins: ["https://shop.example"] };
    const created = await call("POST", "/v3/keys", { key: ADMIN_KEY, body });
    const { key } = createdKeyResponse.parse(created.json);
    const headers = { origin: "https://shop.example" };
    // A refused request counts too, and costs the least.
    const send = () => call("POST", "/v3/action/rate", { key, headers, body: { limit: 0 } });
    let limited;
    for (let sent = 0; sent < MORE_THAN_TWO_WINDOWS && limited === undefined; sent += AT_ONCE) {
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, send));
      limited = answers.find(({ status }) => status === 429);
    }
    if (limited === undefined) throw new Error("no request was refused");
    refused(limited, 429, "rate_limited");
    expect(limited.headers.get("access-control-allow-origin")).toBe("*");
    expect((await call("POST", "/v3/action/rate", { body: {} })).status).toBe(200);
  });
});
