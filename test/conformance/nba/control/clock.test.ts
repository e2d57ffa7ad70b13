import { versionResponse } from "@nextmove/contract";
import { afterAll, describe, expect, it } from "vitest";

import { startServer } from "../../../harness/server.ts";
import { apiAt, HOUR_MS } from "../client/api.ts";
import { refused } from "../client/problem.ts";

const server = await startServer();
afterAll(() => server.close());
const { call } = apiAt(server.url);
const versionTime = async (): Promise<number> =>
  Date.parse(versionResponse.parse((await call("GET", "/v3")).json).time);

describe("POST /dev/clock in development", () => {
  it("moves the server's time on", async () => {
    const before = await versionTime();
    const answer = await call("POST", "/dev/clock", { body: { advance_ms: HOUR_MS } });
    expect(answer.json).toMatchObject({ status: 1, now: expect.anything() });
    const passed = (await versionTime()) - before;
    expect(passed).toBeGreaterThanOrEqual(HOUR_MS);
    expect(passed).toBeLessThan(HOUR_MS + 60_000);
  });

  it("goes back as far as it is told to, and comes home", async () => {
    const before = await versionTime();
    const back = await call("POST", "/dev/clock/back", { body: { back_ms: 40 * 24 * HOUR_MS } });
    expect(back.status, back.text).toBe(200);
    expect(await versionTime()).toBeLessThan(before - 39 * 24 * HOUR_MS);
    await call("POST", "/dev/clock", { body: { advance_ms: 40 * 24 * HOUR_MS } });
    expect(await versionTime()).toBeGreaterThanOrEqual(before);
  });

  it.each(["-1", '"1"', "null", "1e999", "{}"])("does not move by %s", async (advance) => {
    const answer = await call("POST", "/dev/clock", { body: `{"advance_ms": ${advance}}` });
    expect(refused(answer, 400, "invalid_body").path).toBe("advance_ms");
  });
});
