import { BODY_LIMIT_BYTES, JSON_DEPTH_LIMIT, problemResponse } from "@nextmove/contract";
import * as fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";

import { ROUTES } from "./routes.ts";
import {
  authorization,
  insistOnHealth,
  insistOnManners,
  serverUnderFire,
} from "./server-under-fire.ts";

const server = await serverUnderFire();
afterEach(() => insistOnHealth(server));

const anyRoute = fc.constantFrom(...ROUTES);
const utf8 = new TextEncoder();

/** The refusal's code; without manners the test is over. */
async function codeOf(route: (typeof ROUTES)[number], body: string | Uint8Array) {
  const answer = await server.sendTo(route, body);
  insistOnManners(answer);
  return problemResponse.parse(JSON.parse(answer.text)).error.code;
}

describe.each(ROUTES)("$method $path", (route) => {
  const good = JSON.stringify(route.body(7));

  it("refuses a depth bomb", async () => {
    for (const [open, close] of [
      ["[", "]"],
      ['{"a":', "}"],
      ["[{},", "]"],
    ] as const) {
      for (const depth of [JSON_DEPTH_LIMIT + 1, 5_000]) {
        const bomb = `${open.repeat(depth)}1${close.repeat(depth)}`;
        const body = `${good.slice(0, -1)},"deep":${bomb}}`;
        expect(["json_too_deep", "body_too_large"]).toContain(await codeOf(route, body));
      }
    }
    // Never closed, never a string's end.
    expect(["json_too_deep", "body_too_large"]).toContain(await codeOf(route, "[".repeat(60_000)));
  });

  it("refuses megabytes", async () => {
    const padded = `${good.slice(0, -1)},"padding":"${"x".repeat(3 * 2 ** 20)}"}`;
    expect(await codeOf(route, padded)).toBe("body_too_large");
  });

  it("refuses what is not UTF-8", async () => {
    for (const bytes of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80]]) {
      const prefix = utf8.encode(`${good.slice(0, -1)},"text":"`);
      const body = new Uint8Array([...prefix, ...bytes, ...utf8.encode('"}')]);
      expect(await codeOf(route, body)).toBe("invalid_encoding");
    }
  });
});

describe("texts that are nearly JSON", () => {
  it("are read as JSON or refused", async () => {
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(3),
      insert: fc.oneof(
        fc.constantFrom(",", "]", "}", "[", "{", '"', "\\", ":", "\0", "\n", "1e999", "//"),
        fc.string({ unit: "binary", maxLength: 3 }),
      ),
    });
    await fc.assert(
      fc.asyncProperty(
        anyRoute,
        fc.array(change, { minLength: 1, maxLength: 3 }),
        async (route, changes) => {
          let text = JSON.stringify(route.body(8));
          for (const { at, length, insert } of changes) {
            const start = Math.floor(at * text.length);
            text = text.slice(0, start) + insert + text.slice(start + length);
          }
          insistOnManners(await server.sendTo(route, text));
        },
      ),
      { seed: 7, numRuns: 250 },
    );
  });

  it("are read as JSON or refused whatever the bytes", async () => {
    await fc.assert(
      fc.asyncProperty(anyRoute, fc.uint8Array({ maxLength: 64 }), async (route, bytes) => {
        const answer = await server.sendTo(route, bytes);
        insistOnManners(answer);
        expect(answer.status).toBeGreaterThanOrEqual(400);
      }),
      { seed: 8, numRuns: 150 },
    );
  });
});

describe("a body that says one length and has another", () => {
  it("is bounded by what it has when it comes in chunks", async () => {
    const [route] = ROUTES;
    if (route === undefined) throw new Error("no routes");
    const answer = await server.send({
      method: route.method,
      path: route.path,
      headers: { ...authorization(route.key), "transfer-encoding": "chunked" },
      body: `{"padding": "${"x".repeat(BODY_LIMIT_BYTES)}"}`,
    });
    expect(insistOnManners(answer)).toBe("body_too_large");
  });
});
