import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";

const { call, putCase } = sharedApi();
const bytes = (text: string) => new TextEncoder().encode(text);

describe("the content type of a request", () => {
  it.each([
    "application/json",
    "application/json; charset=utf-8",
    "application/json;charset=UTF-8",
    "text/plain",
    "text/plain;charset=UTF-8",
  ])("may be %s", async (type) => {
    await putCase("content-type");
    const body = '{"state": {"city": "Zürich"}, "actions": ["a", "b"]}';
    const headers = { "content-type": type };
    const answer = await call("POST", "/v3/action/content-type", { body, headers });
    expect(answer.status).toBe(200);
  });

  it("may be left out", async () => {
    await putCase("content-type");
    // fetch names no type for bytes.
    const body = bytes('{"actions": ["a", "b"]}');
    expect((await call("POST", "/v3/action/content-type", { body })).status).toBe(200);
  });

  it("may come with a byte order mark, which JSON parsers may ignore (RFC 8259, 8.1)", async () => {
    await putCase("content-type");
    const body = bytes('\uFEFF{"actions": ["a", "b"]}');
    expect((await call("POST", "/v3/action/content-type", { body })).status).toBe(200);
  });
});
