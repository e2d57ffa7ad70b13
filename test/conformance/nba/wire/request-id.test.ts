import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";

const { call, putCase } = sharedApi();

const HTML = { accept: "text/html" };

describe("X-Request-Id", () => {
  it("is in every answer, and differs", async () => {
    await putCase("request-id");
    const answers = [
      await call("GET", "/v3"),
      await call("POST", "/v3/action/request-id", { body: { actions: ["a", "b"] } }),
      await call("POST", "/v3/action/request-id", { body: "broken" }),
      await call("POST", "/v3/action/request-id", { key: null, body: { actions: ["a", "b"] } }),
      await call("GET", "/v3/nothing/here"),
      await call("DELETE", "/v3/action/request-id"),
      await call("POST", "/v2/action/request-id"),
      await call("OPTIONS", "/v3/action/request-id"),
      await call("HEAD", "/v3"),
      await call("GET", "/v3/openapi.json"),
      // What is static is answered by others.
      await call("GET", "/", { headers: HTML }),
      await call("HEAD", "/", { headers: HTML }),
      await call("GET", "/nextmove.js"),
      await call("GET", "/nothing/here", { headers: HTML }),
    ];
    const ids = answers.map(({ headers }) => headers.get("x-request-id"));
    expect(ids).not.toContain(null);
    expect(new Set(ids).size).toBe(answers.length);
  });

  it("is in the answer that a browser's copy of a file is still good", async () => {
    const file = await call("GET", "/nextmove.js");
    const headers = { "if-none-match": file.headers.get("etag") ?? "" };
    const still = await call("GET", "/nextmove.js", { headers });
    expect(still.status).toBe(304);
    expect(still.headers.get("x-request-id")).toMatch(/./);
  });

  it("is the caller's own when it sent one", async () => {
    const headers = { "x-request-id": "b7a9-0001" };
    const answer = await call("GET", "/v3", { headers });
    expect(answer.headers.get("x-request-id")).toBe("b7a9-0001");
  });
});
