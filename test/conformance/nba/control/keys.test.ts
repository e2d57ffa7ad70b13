import { createdKeyResponse, keyDescription } from "@nextmove/contract";
import { describe, expect, it } from "vitest";
import { z } from "zod";

import { sharedApi, SNAPSHOT_EXPIRED_MS } from "../client/api.ts";
import { ADMIN_KEY, SECRET_KEY } from "../client/http.ts";
import { refused } from "../client/problem.ts";

const { call, advance, putCase } = sharedApi();
const keyList = z.object({ status: z.literal(1), keys: z.array(keyDescription.strict()) });

const createKey = async (body: object) =>
  createdKeyResponse.parse((await call("POST", "/v3/keys", { key: ADMIN_KEY, body })).json);
const listKeys = async () =>
  keyList.parse((await call("GET", "/v3/keys", { key: ADMIN_KEY })).json).keys;
const decideWith = async (key: string) => {
  await putCase("keys", { actions: ["a", "b"] });
  return call("POST", "/v3/action/keys", { key, body: {} });
};

describe("keys", () => {
  it("are made, listed without the secret, and revoked", async () => {
    const { key, key_id } = await createKey({ kind: "secret" });
    expect(key).toMatch(/^sk_live_demo_[A-Za-z0-9_-]{20,}$/);
    expect((await decideWith(key)).status).toBe(200);

    const listed = (await listKeys()).find((each) => each.key_id === key_id);
    expect(listed).toMatchObject({ kind: "secret", mode: "live", revoked_at: null });
    expect(JSON.stringify(await listKeys())).not.toContain(key);

    const revoked = await call("DELETE", `/v3/keys/${key_id}`, { key: ADMIN_KEY });
    expect(revoked.status).toBe(200);
    await advance(SNAPSHOT_EXPIRED_MS);
    refused(await decideWith(key), 401, "unauthorized");
    expect((await decideWith(SECRET_KEY)).status).toBe(200);
  });

  it("are made once under an Idempotency-Key, and told again", async () => {
    const make = (name: string, body: object) =>
      call("POST", "/v3/keys", { key: ADMIN_KEY, body, headers: { "idempotency-key": name } });
    const first = await make("lost-answer", { kind: "admin" });
    const again = await make("lost-answer", { kind: "admin" });
    expect(first.headers.get("idempotent-replay")).toBeNull();
    expect(again.headers.get("idempotent-replay")).toBe("true");
    expect(again.json).toEqual(first.json);
    const { key, key_id } = createdKeyResponse.parse(first.json);
    expect((await listKeys()).filter((each) => each.key_id === key_id)).toHaveLength(1);
    expect((await call("GET", "/v3/cases", { key })).status).toBe(200);
    refused(await make("lost-answer", { kind: "secret" }), 409, "idempotency_conflict");

    await call("DELETE", `/v3/keys/${key_id}`, { key: ADMIN_KEY });
    refused(await make("lost-answer", { kind: "admin" }), 410, "gone");
    const other = createdKeyResponse.parse((await make("other", { kind: "admin" })).json);
    expect(other.key).not.toBe(key);
    await call("DELETE", `/v3/keys/${other.key_id}`, { key: ADMIN_KEY });
  });

  it("name their kind and mode", async () => {
    const { key, key_id } = await createKey({ kind: "admin", mode: "test" });
    expect(key).toMatch(/^ak_test_demo_/);
    expect((await call("GET", "/v3/cases", { key })).status).toBe(200);
    refused(await decideWith(key), 403, "forbidden");
    await call("DELETE", `/v3/keys/${key_id}`, { key: ADMIN_KEY });
  });

  it.each([
    [{}, "kind"],
    [{ kind: "root" }, "kind"],
    [{ kind: "secret", mode: "prod" }, "mode"],
    [{ kind: "publishable", origins: ["shop.example"] }, "origins.0"],
    [{ kind: "publishable", origins: ["https://shop.example/path"] }, "origins.0"],
    [{ kind: "publishable", origins: ["*"] }, "origins.0"],
  ])("are refused when asked for as %j", async (body, path) => {
    const answer = await call("POST", "/v3/keys", { key: ADMIN_KEY, body });
    expect(refused(answer, 400, "invalid_body").path).toBe(path);
  });

  it("are the admin key's business alone", async () => {
    refused(await call("GET", "/v3/keys"), 403, "forbidden");
    refused(await call("POST", "/v3/keys", { body: { kind: "secret" } }), 403, "forbidden");
    refused(await call("DELETE", "/v3/keys/any"), 403, "forbidden");
  });

  it("that do not exist cannot be revoked", async () => {
    refused(await call("DELETE", "/v3/keys/no-such-key", { key: ADMIN_KEY }), 404, "not_found");
  });
});
