import { versionResponse } from "@nextmove/contract";
import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";

const { call } = sharedApi();
const BROWSER_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

describe("GET / (row 1)", () => {
  it.each(["/", "/v3", "/v3/"])("answers the version at %s without a key", async (path) => {
    const answer = await call("GET", path, { key: null });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
    const version = versionResponse.strict().parse(answer.json);
    expect(version).toMatchObject({ version: "3.1.0", api: "v3", versions: ["v3"] });
  });

  it("serves the demo shop at / to clients that prefer HTML", async () => {
    const answer = await call("GET", "/", { key: null, headers: { accept: BROWSER_ACCEPT } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^text\/html/);
    expect(answer.text).toMatch(/<html/i);
  });

  it.each([BROWSER_ACCEPT, "application/json"])(
    "says that / depends on Accept: %s",
    async (accept) => {
      const { headers } = await call("GET", "/", { key: null, headers: { accept } });
      expect(headers.get("vary")).toMatch(/\baccept\b/i);
      expect(headers.get("x-request-id")).toMatch(/./);
    },
  );

  it("answers JSON at / to clients that accept HTML but prefer JSON", async () => {
    const headers = { accept: "text/html;q=0.5, application/json" };
    const answer = await call("GET", "/", { key: null, headers });
    expect(answer.json).toMatchObject({ version: "3.1.0" });
  });

  it.each(["/v3", "/v3/"])("answers JSON at %s whatever the client prefers", async (path) => {
    const answer = await call("GET", path, { key: null, headers: { accept: BROWSER_ACCEPT } });
    expect(answer.json).toMatchObject({ version: "3.1.0" });
  });
});
