import { createdKeyResponse } from "@nextmove/contract";
import { describe, expect, it } from "vitest";

import { DEVELOPMENT_ROOT_KEY } from "../../../../scripts/development-server.ts";
import { sharedApi } from "../client/api.ts";
import { ADMIN_KEY, SECRET_KEY } from "../client/http.ts";
import { refused } from "../client/problem.ts";

const { call, putCase, decide } = sharedApi();

describe("accounts", () => {
  it("are made with the root key, and see nothing of each other", async () => {
    const request = { key: DEVELOPMENT_ROOT_KEY, body: { account: "second" } };
    const admin = createdKeyResponse.parse((await call("POST", "/v3/accounts", request)).json);
    expect(admin).toMatchObject({ kind: "admin", key: expect.stringMatching(/^ak_live_second_/) });

    const asAdmin = (method: string, path: string, body?: unknown) =>
      call(method, path, { key: admin.key, ...(body === undefined ? {} : { body }) });
    const { key } = createdKeyResponse.parse(
      (await asAdmin("POST", "/v3/keys", { kind: "secret" })).json,
    );
    await putCase("same-name", { actions: ["ours"] });
    expect((await asAdmin("PUT", "/v3/cases/same-name", { actions: ["theirs"] })).status).toBe(200);

    const theirs = await call("POST", "/v3/action/same-name", { key, body: { query_id: "q" } });
    expect(theirs.json).toMatchObject({ actions: ["theirs"] });
    expect((await decide("same-name", { query_id: "q" })).actions).toEqual(["ours"]);
    refused(await call("POST", "/v3/action/shop", { key, body: {} }), 404, "unknown_case");
    const { json } = await asAdmin("GET", "/v3/cases");
    expect(json).toMatchObject({ cases: [{ case_id: "same-name" }] });
  });

  it("are made once under an Idempotency-Key: the first key is not lost with its answer", async () => {
    const make = (name: string) =>
      call("POST", "/v3/accounts", {
        key: DEVELOPMENT_ROOT_KEY,
        body: { account: "careful" },
        headers: { "idempotency-key": name },
      });
    const first = await make("setup");
    expect((await make("setup")).json).toEqual(first.json);
    refused(await make("setup-2"), 409, "account_exists");
    const { key } = createdKeyResponse.parse(first.json);
    expect((await call("GET", "/v3/cases", { key })).status).toBe(200);
  });

  it.each([null, ADMIN_KEY, SECRET_KEY, `${DEVELOPMENT_ROOT_KEY}x`])(
    "are not made with %s",
    async (key) => {
      const answer = await call("POST", "/v3/accounts", { key, body: { account: "third" } });
      expect([401, 403]).toContain(answer.status);
    },
  );

  it.each(["", "UPPER", "under_score", "a:b", "x".repeat(33), 5, null])(
    "cannot be named %j",
    async (account) => {
      const request = { key: DEVELOPMENT_ROOT_KEY, body: { account } };
      const answer = await call("POST", "/v3/accounts", request);
      expect(refused(answer, 400, "invalid_body").path).toBe("account");
    },
  );
});
