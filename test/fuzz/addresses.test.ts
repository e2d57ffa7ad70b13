import * as fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";

import { hostileText } from "./hostile.ts";
import { CASE } from "./routes.ts";
import {
  authorization,
  insistOnHealth,
  insistOnManners,
  serverUnderFire,
} from "./server-under-fire.ts";

const server = await serverUnderFire();
afterEach(() => insistOnHealth(server));

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const KEYS = [null, "sk_test_demo", "pk_test_demo", "ak_test_demo"];

/** Any text as one segment of a path. */
const segment = fc.oneof(
  fc.constantFrom("..", ".", "", "%", "%zz", "%00", "%2e%2e", "%2F", "%ff", "*", ":case_id"),
  fc.constantFrom("v3", "v2", "action", "reward", "cases", "keys", "batch", "select", CASE),
  hostileText.filter((text) => text.isWellFormed()).map(encodeURIComponent),
);
describe("addresses that do not exist", () => {
  it("are refused or found, whatever the method and the key", async () => {
    const request = fc.record({
      method: fc.constantFrom(...METHODS),
      segments: fc.array(segment, { maxLength: 6 }),
      query: fc.option(fc.tuple(segment, segment)),
      key: fc.constantFrom(...KEYS),
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ method, segments, query, key }) => {
        const search = query === null ? "" : `?${query[0]}=${query[1]}`;
        const path = `/${segments.join("/")}${search}`;
        const answer = await server.send({ method, path, headers: authorization(key) });
        expect(answer.status, `${path} ${answer.text}`).toBeLessThan(500);
      }),
      { seed: 9, numRuns: 300 },
    );
  });

  it("are refused as ids of cases and keys", async () => {
    const request = fc.tuple(
      fc.constantFrom(
        ["GET", "/v3/cases/"],
        ["DELETE", "/v3/cases/"],
        ["DELETE", "/v3/keys/"],
        ["PUT", "/v3/cases/"],
        ["POST", "/v3/action/"],
        ["POST", "/v3/reward/"],
      ),
      hostileText.filter((text) => text.isWellFormed() && text !== "" && !/^\.\.?$/.test(text)),
    );
    await fc.assert(
      fc.asyncProperty(request, async ([[method = "", prefix = ""], id]) => {
        const key = /cases|keys/.test(prefix) ? "ak_test_demo" : "sk_test_demo";
        const body = method === "POST" || method === "PUT" ? { body: "{}" } : {};
        const path = prefix + encodeURIComponent(id);
        const answer = await server.send({ method, path, headers: authorization(key), ...body });
        insistOnManners(answer);
      }),
      { seed: 10, numRuns: 150 },
    );
  });

  it("may be very long", async () => {
    const path = `/v3/action/${"x".repeat(10_000)}?key=${"y".repeat(4_000)}`;
    insistOnManners(await server.send({ method: "POST", path, body: "{}" }));
  });
});
