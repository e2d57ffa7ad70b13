import { caseSettings, type KeyKind } from "@nextmove/contract";
import fc from "fast-check";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { app } from "./app.ts";
import { hashKey } from "./auth/api-key.ts";
import { keysOf } from "./surfaces/request/door.ts";
import { ok } from "./result.ts";
import type { AccountSnapshot } from "./protocol/account/snapshot.ts";

const routes = app.routes.filter(({ method }) => method !== "ALL");
const doorOf = (method: string, path: string) =>
  routes
    .filter((route) => route.method === method && route.path === path)
    .flatMap(({ handler }) => keysOf(handler) ?? []);

/** What needs no key, and why. */
const OPEN = [
  /^GET \/(v3\/?)?$/, // the version
  /^GET \/v3\/openapi\.json$/, // what anyone may know
  /^POST \/auth\/login$/, // the key is in the body
  /^POST \/v3\/accounts$/, // the root key
  /^(GET|POST) \/dev\//, // not there outside development
];

const doors = new Map(
  routes
    .map(({ method, path }) => [`${method} ${path}`, doorOf(method, path)] as const)
    .filter(([route]) => !OPEN.some((pattern) => pattern.test(route))),
);

describe("the route table", () => {
  it("has a door before everything that is not meant to be open", () => {
    expect(doors.size).toBeGreaterThan(15);
    for (const [route, kinds] of doors) expect(kinds, route).not.toEqual([]);
  });

  it("opens the admin surface to admin keys, and deciding to servers and browsers", () => {
    for (const [route, kinds] of doors) {
      const isAdmin =
        /\/(audit|cases|keys|outcomes|periods|sinks)(\/|$)/.test(route) &&
        !route.endsWith("/assign");
      // What an analysis reads: its server has no need of a key that may change things.
      const isAnalysis =
        /\/(:period_id\/report|decisions\.(nd|ds)json|test-cycle\/rejected)$|^GET .*\/periods(\/:period_id)?$/.test(
          route,
        );
      const isOfConsumer = /\/consumers\//.test(route);
      const isFeed = /\/feed\//.test(route);
      const expected: KeyKind[] = isAnalysis
        ? ["secret", "admin"]
        : isAdmin
          ? ["admin"]
          : isOfConsumer
            ? route.startsWith("DELETE")
              ? ["secret", "admin"]
              : ["secret"]
            : isFeed
              ? ["secret"]
              : ["secret", "publishable"];
      expect(kinds, route).toEqual(expected);
    }
  });
});

const TEXT: Record<KeyKind, string> = {
  secret: "sk_live_mine_1",
  publishable: "pk_live_mine_1",
  admin: "ak_live_mine_1",
};

const mine: AccountSnapshot = {
  account: "mine",
  keys: (["secret", "publishable", "admin"] as const).map((kind) => ({
    keyId: kind,
    kind,
    mode: "live",
    hash: hashKey(TEXT[kind]),
    origins: ["*"],
    createdAt: 0,
    revokedAt: null,
  })),
  cases: [
    {
      caseId: "c",
      settings: caseSettings.parse({ actions: ["a"], shards: 3 }),
      epochs: [
        { epoch: 0, shards: 1, openedAt: 0 },
        { epoch: 1, shards: 3, openedAt: Date.now() },
      ],
      deleted: false,
      revision: 1,
    },
  ],
  periods: [],
  pastPeriods: [],
  measures: false,
  outcomes: [],
  sinks: [],
};

/** An environment that notes the name of every object that is asked for, and whose objects know nothing. */
const watched = () => {
  const names: string[] = [];
  const namespace = (answers: (name: string) => object) => ({
    getByName: (name: string) => {
      names.push(name);
      const known: Record<string | symbol, unknown> = { ...answers(name) };
      const unknown = () => Promise.reject(new Error("not answered in this test"));
      return new Proxy(known, { get: (target, method) => target[method] ?? unknown });
    },
  });
  const env = {
    NEXTMOVE_ROOT_KEY: "root key of the test, 32 characters",
    ACCOUNT: namespace((name) => ({
      putCase: () => Promise.resolve(ok(mine.cases[0])),
      deleteCase: () => Promise.resolve(ok(mine.cases[0])),
      caseWiped: () => Promise.resolve(),
      snapshot: () =>
        Promise.resolve(name === "mine" ? mine : { ...mine, account: name, keys: [] }),
    })),
    DECISION_SHARD: namespace(() => ({
      wipe: () => Promise.resolve(),
      knows: (ids: string[]) => Promise.resolve(ids.map(() => false)),
    })),
    CASE_MODEL: namespace(() => ({})),
    CUSTOMER_SHARD: namespace(() => ({})),
    TEST_CYCLE_SHARD: namespace(() => ({})),
  };
  return { env, names };
};

const hostile = fc.oneof(
  fc.constant("c"),
  fc.constantFrom("theirs", "theirs:c", "theirs:c:0.0", "../theirs", "mine:c", ":", "%2e%2e"),
  fc.string({ minLength: 1, maxLength: 20 }),
);

const body = fc.record(
  {
    query_id: fc.oneof(hostile, fc.constantFrom("nm0.0.0.x", "nm1.2.0.x", "nm9.9.0.x")),
    account: hostile,
    client_id: hostile,
    case_id: hostile,
    consumer_id: hostile,
    action: hostile,
    actions: fc.array(hostile, { minLength: 1 }),
    value: fc.double({ noNaN: true }),
    kind: fc.constantFrom("secret", "admin"),
    type: fc.constant("outcome"),
    userTrackingId: hostile,
    outcomeId: hostile,
    tab: fc.constant("a-tab-of-it"),
    events: fc.array(
      fc.record({
        type: fc.constant("track"),
        seq: fc.integer({ min: 1 }),
        event_id: hostile,
        at: fc.nat(),
        name: hostile,
      }),
      { maxLength: 3 },
    ),
    customers: fc.array(fc.record({ query_id: hostile }), { maxLength: 3 }),
    rewards: fc.array(fc.record({ query_id: hostile, value: fc.integer() }), { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

/** Where work goes on after the answer. */
const CONTEXT = { waitUntil: () => undefined, passThroughOnException: () => undefined, props: {} };

describe("a key", () => {
  it("never reaches an object of another account, whatever the request says", async () => {
    // The objects here answer nothing, so most requests end in an error, which the Worker logs.
    const log = vi.spyOn(console, "error").mockReturnValue();
    onTestFinished(() => log.mockRestore());
    const requestBody = fc.oneof(body, fc.constant({}));
    const request = fc.record({
      route: fc.constantFrom(...doors.keys()),
      kind: fc.constantFrom<KeyKind>("secret", "publishable", "admin"),
      part: hostile,
      body: requestBody,
      idempotencyKey: hostile,
    });
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(request, async ({ route, kind, part, body, idempotencyKey }) => {
        const { env, names } = watched();
        const [method = "", path = ""] = route.split(" ");
        const headers = {
          authorization: `Bearer ${TEXT[kind]}`,
          "idempotency-key": encodeURIComponent(idempotencyKey),
        };
        const filled = path.replaceAll(/:\w+/g, () => encodeURIComponent(part));
        await app.request(
          filled,
          method === "GET" ? { method, headers } : { method, headers, body: JSON.stringify(body) },
          env,
          CONTEXT,
        );
        for (const name of names) {
          reached.add(name);
          expect(name.split(":")[0]).toBe("mine");
        }
      }),
      { numRuns: 3000 },
    );
    // The test would prove nothing if every request were refused at the door.
    for (const name of ["mine", "mine:c", "mine:c:0.0", "mine:c:1.2"]) {
      expect([...reached]).toContain(name);
    }
    expect([...reached]).toContainEqual(expect.stringMatching(/^mine:\d+$/));
  });
});

it("asks for patience when an object is overloaded or was moved", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  onTestFinished(() => log.mockRestore());
  for (const reason of ["overloaded", "retryable"]) {
    const { env } = watched();
    const failing = {
      ...env,
      DECISION_SHARD: {
        getByName: () => ({
          serve: () => Promise.reject(Object.assign(new Error("busy"), { [reason]: true })),
          knows: (ids: string[]) => Promise.resolve(ids.map(() => false)),
        }),
      },
    };
    const headers = { authorization: `Bearer ${TEXT.secret}` };
    const answer = await app.request(
      "/v3/action/c",
      { method: "POST", headers, body: JSON.stringify({ query_id: "q" }) },
      failing,
      CONTEXT,
    );
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("2");
    expect(await answer.json()).toMatchObject({ error: { code: "overloaded" } });
  }
});
