import { loginResponse } from "@nextmove/contract";
import { afterAll, describe, expect, it } from "vitest";

import { startServer } from "../../../harness/server.ts";
import { apiAt } from "../client/api.ts";
import { SECRET_KEY } from "../client/http.ts";
import { refused } from "../client/problem.ts";

const server = await startServer();
afterAll(() => server.close());
const { call, advance } = apiAt(server.url);

describe("the token of a login", () => {
  it("is refused once expires_in has passed", async () => {
    const credentials = { client_id: "demo", api_key: SECRET_KEY };
    const answer = await call("POST", "/auth/login", { key: null, body: credentials });
    const { access_token, expires_in } = loginResponse.parse(answer.json);
    const decide = () =>
      call("POST", "/v3/action/shop", { key: access_token, body: { actions: ["a", "b"] } });
    expect((await decide()).status).toBe(200);
    await advance((expires_in + 1) * 1_000);
    refused(await decide(), 401, "unauthorized");
  });
});
