import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createdKeyResponse } from "@nextmove/contract";
import { afterAll, describe, expect, it } from "vitest";

import { bundleWorker } from "../../../harness/bundle-worker.ts";
import { startRawWorkerd } from "../../../harness/raw-workerd.ts";
import { ADMIN_KEY, callerOf, PUBLISHABLE_KEY, SECRET_KEY } from "../client/http.ts";
import { refused } from "../client/problem.ts";

const ROOT_KEY = "a-root-key-of-somebody-who-deployed";
const folder = mkdtempSync(join(tmpdir(), "nextmove-production-"));
const configPath = bundleWorker("workers/edge/wrangler.jsonc", folder, {
  NEXTMOVE_ROOT_KEY: ROOT_KEY,
});
const server = await startRawWorkerd({ configPath, stateFolder: join(folder, "state") });
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});
const call = callerOf(server.url);

describe("a deployment, which is not in development", () => {
  it.each([SECRET_KEY, PUBLISHABLE_KEY, ADMIN_KEY])("does not know %s", async (key) => {
    refused(await call("POST", "/v3/action/shop", { key, body: {} }), 401, "unauthorized");
    refused(await call("GET", "/v3/cases", { key }), 401, "unauthorized");
  });

  it.each([
    ["POST", "/dev/clock"],
    ["GET", "/dev/cases/shop/rows"],
    ["GET", "/dev/consumers/any"],
    ["GET", "/dev/decisions/shop/any"],
    ["GET", "/dev/cases/shop/status"],
  ])("has no %s %s", async (method, path) => {
    const body = method === "POST" ? { body: { advance_ms: 1 } } : {};
    refused(await call(method, path, { key: ROOT_KEY, ...body }), 404, "not_found");
  });

  it("becomes usable with the root key, and only with it", async () => {
    const account = { account: "shop-one" };
    const guess = await call("POST", "/v3/accounts", { key: `${ROOT_KEY}0`, body: account });
    refused(guess, 401, "unauthorized");
    const made = await call("POST", "/v3/accounts", { key: ROOT_KEY, body: account });
    const { key: admin } = createdKeyResponse.parse(made.json);
    const again = await call("POST", "/v3/accounts", { key: ROOT_KEY, body: account });
    refused(again, 409, "account_exists");

    const settings = { actions: ["a", "b"] };
    const put = await call("PUT", "/v3/cases/banner", { key: admin, body: settings });
    expect(put.status).toBe(200);
    const keyOf = async (body: object) =>
      createdKeyResponse.parse((await call("POST", "/v3/keys", { key: admin, body })).json).key;
    const decide = (key: string, headers = {}) =>
      call("POST", "/v3/action/banner", { key, headers, body: {} });

    expect((await decide(await keyOf({ kind: "secret" }))).status).toBe(200);

    const origin = "https://shop.example";
    const listed = await keyOf({ kind: "publishable", origins: [origin] });
    expect((await decide(listed, { origin })).status).toBe(200);
    refused(await decide(listed), 403, "origin_refused");

    const unlisted = await keyOf({ kind: "publishable" });
    refused(await decide(unlisted, { origin }), 403, "origin_refused");
    refused(await decide(unlisted), 403, "origin_refused");
  });

  it("has two active keys of a kind, for rotation, and no third", async () => {
    const request = { key: ROOT_KEY, body: { account: "rotation" } };
    const { key } = createdKeyResponse.parse((await call("POST", "/v3/accounts", request)).json);
    const create = () => call("POST", "/v3/keys", { key, body: { kind: "secret" } });
    const [first, second, third] = [await create(), await create(), await create()];
    expect([first.status, second.status]).toEqual([201, 201]);
    refused(third, 409, "too_many_keys");

    const { key_id } = createdKeyResponse.parse(first.json);
    expect((await call("DELETE", `/v3/keys/${key_id}`, { key })).status).toBe(200);
    expect((await create()).status).toBe(201);
  });
});
