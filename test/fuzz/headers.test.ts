import * as fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";

import { hostileText } from "./hostile.ts";
import { CASE, ROUTES } from "./routes.ts";
import {
  authorization,
  insistOnHealth,
  insistOnManners,
  serverUnderFire,
} from "./server-under-fire.ts";

const server = await serverUnderFire();
afterEach(() => insistOnHealth(server));

/** What may stand in a header's value: visible Latin 1 and spaces. */
const headerText = fc
  .array(
    fc.integer({ min: 0x20, max: 0xff }).filter((code) => code !== 0x7f),
    { maxLength: 60 },
  )
  .map((codes) => String.fromCharCode(...codes));

describe("headers of any content", () => {
  const names = [
    "authorization",
    "x-api-key",
    "idempotency-key",
    "x-request-id",
    "prefer",
    "origin",
    "accept",
    "content-type",
    "content-encoding",
    "accept-encoding",
    "user-agent",
    "cookie",
    "cf-connecting-ip",
  ];

  it("neither break the server nor let anybody in", async () => {
    const headers = fc.dictionary(fc.constantFrom(...names), headerText, { maxKeys: 6 });
    const request = fc.tuple(fc.constantFrom(...ROUTES), fc.integer({ min: 0 }), headers);
    await fc.assert(
      fc.asyncProperty(request, async ([route, n, given]) => {
        const { method, path } = route;
        const body = JSON.stringify(route.body(n));
        const answer = await server.send({ method, path, body, headers: given });
        insistOnManners(answer);
        // These two ask for no key.
        const isOpen = path === "/auth/login" || path === "/dev/clock";
        if (!isOpen) expect(answer.status).toBe(401);
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  it("do not change what a valid key may do", async () => {
    const plain = names.filter(
      (name) => !/^(authorization|x-api-key|content-encoding)$/.test(name),
    );
    const headers = fc.dictionary(fc.constantFrom(...plain), headerText, { maxKeys: 6 });
    await fc.assert(
      fc.asyncProperty(headers, fc.integer({ min: 0 }), async (given, n) => {
        const answer = await server.send({
          method: "POST",
          path: `/v3/action/${CASE}`,
          headers: { ...given, ...authorization("sk_test_demo") },
          body: JSON.stringify({ query_id: `h-${n}`, actions: ["a", "b"] }),
        });
        insistOnManners(answer);
        expect(answer.status, answer.text).toBe(200);
      }),
      { seed: 12, numRuns: 150 },
    );
  });

  it("may be large", async () => {
    const headers = { authorization: `Bearer ${"x".repeat(8_000)}` };
    const path = `/v3/action/${CASE}`;
    expect(insistOnManners(await server.send({ method: "POST", path, headers, body: "{}" }))).toBe(
      "unauthorized",
    );
  });

  it("may claim to be a token of any content", async () => {
    const part = fc.oneof(
      fc.base64String({ maxLength: 40 }),
      fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value)).toString("base64url")),
      hostileText.map((text) => Buffer.from(text).toString("base64url")),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 4 }), async (parts) => {
        const answer = await server.send({
          method: "POST",
          path: `/v3/action/${CASE}`,
          headers: authorization(parts.join(".")),
          body: "{}",
        });
        expect(insistOnManners(answer)).toBe("unauthorized");
      }),
      { seed: 13, numRuns: 150 },
    );
  });
});
