import { createdKeyResponse } from "@nextmove/contract";
import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { ADMIN_KEY, PUBLISHABLE_KEY } from "../client/http.ts";
import { refused } from "../client/problem.ts";

const { call, putCase } = sharedApi();
const SHOP = "https://shop.example";

const fromPage = (path: string, body: unknown, origin = SHOP) =>
  call("POST", path, {
    key: null,
    body: JSON.stringify(body),
    headers: { origin, "content-type": "text/plain;charset=UTF-8" },
  });

describe("a request from a page", () => {
  it("needs no preflight: text/plain, the key in the body, any origin may read", async () => {
    await putCase("cross-origin", { actions: ["a", "b"] });
    const answer = await fromPage("/v3/action/cross-origin", { key: PUBLISHABLE_KEY });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
  });

  it("may ask first, for those who send headers of their own", async () => {
    const answer = await call("OPTIONS", "/v3/action/cross-origin/select", {
      key: null,
      headers: {
        origin: SHOP,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type,idempotency-key",
      },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("access-control-allow-methods")).toContain("POST");
    expect(answer.headers.get("access-control-allow-headers")).toMatch(/idempotency-key/i);
  });

  it("alone is told who may read: a server names no origin, but what a cache keeps is for pages, too", async () => {
    await putCase("cross-origin", { actions: ["a", "b"] });
    const server = await call("POST", "/v3/action/cross-origin", { body: {} });
    expect(server.status).toBe(200);
    expect(server.headers.get("access-control-allow-origin")).toBeNull();
    const cacheable = await call("GET", "/v3/openapi.json", { key: null });
    expect(cacheable.headers.get("access-control-allow-origin")).toBe("*");
  });

  it("can read why it was refused", async () => {
    await putCase("cross-origin", { actions: ["a", "b"] });
    const answers = [
      await fromPage("/v3/action/cross-origin", { key: PUBLISHABLE_KEY, limit: 0 }),
      await fromPage("/v3/action/cross-origin", { key: "pk_test_unknown" }),
      await fromPage("/v3/action/no-such-case", { key: PUBLISHABLE_KEY }),
      await fromPage("/v3/reward/cross-origin", { key: PUBLISHABLE_KEY, query_id: "q", value: 1 }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 401, 404, 403]);
    expect(answers.map(({ headers }) => headers.get("access-control-allow-origin"))).toEqual(
      answers.map(() => "*"),
    );
  });

  it("does not carry the key into its state or its fingerprint", async () => {
    await putCase("cross-origin-key", { actions: ["a", "b"] });
    const path = "/v3/action/cross-origin-key";
    await fromPage(path, { query_id: "q", key: PUBLISHABLE_KEY });
    const again = await fromPage(`${path}?key=${PUBLISHABLE_KEY}`, { query_id: "q" });
    expect(again.headers.get("idempotent-replay")).toBe("true");
  });

  it("must come from an origin of the key's list", async () => {
    await putCase("cross-origin", { actions: ["a", "b"] });
    const created = await call("POST", "/v3/keys", {
      key: ADMIN_KEY,
      body: { kind: "publishable", origins: [SHOP, "http://localhost:3000"] },
    });
    const { key } = createdKeyResponse.parse(created.json);
    const from = (origin: string) => fromPage("/v3/action/cross-origin", { key }, origin);
    expect((await from(SHOP)).status).toBe(200);
    expect((await from("http://localhost:3000")).status).toBe(200);
    for (const origin of [
      "https://evil.example",
      "https://shop.example.evil.example",
      "http://shop.example",
      "https://shop.example:8443",
      "null",
    ]) {
      refused(await from(origin), 403, "origin_refused");
    }
  });
});
