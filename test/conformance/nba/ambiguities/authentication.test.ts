import { loginResponse } from "@nextmove/contract";
import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { ADMIN_KEY, PUBLISHABLE_KEY, SECRET_KEY } from "../client/http.ts";
import { refused } from "../client/problem.ts";

const { call, putCase } = sharedApi();
const BODY = { actions: ["a", "b"] };
const PATH = "/v3/action/authentication";

const login = (client_id: string, api_key: string) =>
  call("POST", "/auth/login", { key: null, body: { client_id, api_key } });

async function decides(request: {
  path?: string;
  headers?: Record<string, string>;
  body?: object;
}) {
  await putCase("authentication", { actions: ["a", "b"] });
  const { path = PATH, headers = {}, body = BODY } = request;
  return call("POST", path, { key: null, headers, body });
}

describe("API keys and JWT", () => {
  it.each([
    ["Authorization: Bearer", { authorization: `Bearer ${SECRET_KEY}` }],
    ["authorization: bearer", { authorization: `bearer ${SECRET_KEY}` }],
    ["X-API-Key", { "x-api-key": SECRET_KEY }],
    ["X-API-Key, publishable", { "x-api-key": PUBLISHABLE_KEY }],
    ["Bearer, publishable", { authorization: `Bearer ${PUBLISHABLE_KEY}` }],
  ])("accepts a key as %s", async (_, headers) => {
    expect((await decides({ headers })).status).toBe(200);
  });

  it("accepts a publishable key as ?key= and as the body's key", async () => {
    const inQuery = await decides({ path: `${PATH}?key=${PUBLISHABLE_KEY}` });
    const inBody = await decides({ body: { ...BODY, key: PUBLISHABLE_KEY } });
    expect([inQuery.status, inBody.status]).toEqual([200, 200]);
  });

  it.each([SECRET_KEY, ADMIN_KEY])("accepts %s as a header only", async (key) => {
    const inQuery = await decides({ path: `${PATH}?key=${key}` });
    const inBody = await decides({ body: { ...BODY, key } });
    refused(inQuery, 401, "unauthorized");
    refused(inBody, 401, "unauthorized");
  });

  it("trades a key for a short-lived token that works as the key does", async () => {
    const { access_token, expires_in } = loginResponse.parse(
      (await login("demo", SECRET_KEY)).json,
    );
    expect(expires_in).toBeGreaterThan(0);
    expect(expires_in).toBeLessThanOrEqual(86_400);
    expect(access_token.split(".")).toHaveLength(3);
    const asBearer = await decides({ headers: { authorization: `Bearer ${access_token}` } });
    const asApiKey = await decides({ headers: { "x-api-key": access_token } });
    expect([asBearer.status, asApiKey.status]).toEqual([200, 200]);
  });

  it("refuses a login with a wrong key, a wrong account or another account's name", async () => {
    refused(await login("demo", "sk_test_wrong"), 401, "unauthorized");
    refused(await login("nobody", SECRET_KEY), 401, "unauthorized");
  });

  it("give no token for a publishable key, and say so: it would carry the key past its origins", async () => {
    const answer = await login("demo", PUBLISHABLE_KEY);
    refused(answer, 401, "unauthorized");
    expect(answer.text).toContain("a publishable key gets no token");
  });

  it.each([
    ["none", {}],
    ["unknown", { authorization: "Bearer sk_test_unknown" }],
    ["empty", { authorization: "Bearer " }],
    ["of another scheme", { authorization: `Basic ${btoa(`demo:${SECRET_KEY}`)}` }],
    ["cut", { authorization: `Bearer ${SECRET_KEY.slice(0, -1)}` }],
    ["no token", { authorization: "Bearer eyJhbGciOiJIUzI1NiJ9.e30.AAAA" }],
    ["unsigned", { authorization: "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJkZW1vIn0." }],
  ])("refuses a key that is %s with 401", async (_, headers) => {
    refused(await decides({ headers }), 401, "unauthorized");
  });

  it("refuses a token whose payload was changed", async () => {
    const { access_token } = loginResponse.parse((await login("demo", SECRET_KEY)).json);
    const [head = "", payload = "", signature = ""] = access_token.split(".");
    const claims = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
    const later = btoa(JSON.stringify({ ...claims, exp: claims.exp + 1 })).replaceAll("=", "");
    const forged = `${head}.${later.replaceAll("+", "-").replaceAll("/", "_")}.${signature}`;
    refused(await decides({ headers: { authorization: `Bearer ${forged}` } }), 401, "unauthorized");
  });
});
