import * as fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";

import { hostileObject, hostileText, hostileValue } from "./hostile.ts";
import { CASE, ROUTES } from "./routes.ts";
import { insistOnHealth, insistOnManners, serverUnderFire } from "./server-under-fire.ts";

const server = await serverUnderFire();
afterEach(() => insistOnHealth(server));

interface Refusal {
  error?: { path?: string };
  failed?: object[];
  rejected?: { path?: string }[];
}

/** The fields that a refusal may be about; a failed item of a batch says where in itself. */
function blamed(text: string): (string | undefined)[] {
  const { error, failed = [], rejected = [] }: Refusal = JSON.parse(text);
  if (failed.length > 0) return ["customers", "selection", "rewards"];
  const [problem = error] = rejected;
  return [problem?.path?.split(".")[0]];
}

const someRequest = fc.integer({ min: 0, max: 2 ** 31 });
// A clock far in the future is what its caller asked for, and no use to the tests after it.
const timeless = ROUTES.filter(({ path }) => path !== "/dev/clock");
/** Others take a list of what they take. */
const objectsOnly = ROUTES.filter(({ path }) => !/test-cycle\/(events|outcomes)$/.test(path));

describe("a request with a field of hostile content", () => {
  const changed = fc.tuple(fc.constantFrom(...timeless), someRequest).chain(([route, n]) =>
    fc.record({
      route: fc.constant(route),
      n: fc.constant(n),
      field: fc.constantFrom(...Object.keys(route.body(n))),
      value: hostileValue,
    }),
  );

  it("is taken or refused, and blames that field when it is malformed", async () => {
    await fc.assert(
      fc.asyncProperty(changed, async ({ route, n, field, value }) => {
        const answer = await server.sendTo(route, { ...route.body(n), [field]: value });
        if (insistOnManners(answer) !== "invalid_body") return;
        expect(blamed(answer.text)).toContain(field);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("may have unknown fields of any name", async () => {
    const request = fc.tuple(fc.constantFrom(...timeless), someRequest, hostileObject);
    await fc.assert(
      fc.asyncProperty(request, async ([route, n, extra]) => {
        insistOnManners(await server.sendTo(route, { ...extra, ...route.body(n) }));
      }),
      { seed: 2, numRuns: 150 },
    );
  });
});

describe("a request that is something else altogether", () => {
  it("is refused: a JSON value that is no object", async () => {
    const value = fc.oneof(fc.constantFrom(null, true, [], [{}], "", 0), fc.jsonValue());
    const strange = value.filter((each) => Array.isArray(each) || Object(each) !== each);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...objectsOnly), strange, async (route, body) => {
        const answer = await server.sendTo(route, JSON.stringify(body));
        expect(insistOnManners(answer)).toBe("invalid_body");
      }),
      { seed: 3, numRuns: 150 },
    );
  });

  it("is taken or refused: an object of anything", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...timeless), hostileObject, async (route, body) => {
        insistOnManners(await server.sendTo(route, body));
      }),
      { seed: 14, numRuns: 100 },
    );
  });

  it("is taken or refused: the body of another route", async () => {
    const route = fc.constantFrom(...ROUTES);
    await fc.assert(
      fc.asyncProperty(route, route, someRequest, async (to, from, n) => {
        insistOnManners(await server.sendTo(to, from.body(n)));
      }),
      { seed: 4, numRuns: 150 },
    );
  });
});

describe("ids of any spelling", () => {
  const path = `/v3/action/${CASE}`;
  const route = { method: "POST" as const, path, key: "sk_test_demo" };

  it("come back as they went in, and find their decision again", async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (query_id) => {
        const body = { query_id, actions: ["a", "b"] };
        const answer = await server.sendTo({ ...route, body: () => body }, body);
        insistOnManners(answer);
        if (answer.status !== 200) return;
        const decided: { query_id: string; actions: string[] } = JSON.parse(answer.text);
        expect(decided.query_id).toBe(query_id);

        const selection = { query_id, action: decided.actions[0] };
        const toSelect = { ...route, path: `${path}/select?strict=1`, body: () => selection };
        expect((await server.sendTo(toSelect, selection)).status).toBe(200);
      }),
      { seed: 5, numRuns: 80 },
    );
  });
});
