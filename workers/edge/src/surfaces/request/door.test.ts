import type { KeyKind } from "@nextmove/contract";
import { Hono } from "hono";
import { beforeEach, expect, it, onTestFinished, vi } from "vitest";
import { hashKey } from "../../auth/api-key.ts";
import { advance } from "../../clock.ts";
import { ok } from "../../result.ts";
import { type App, door } from "./door.ts";

const KEYS: Record<"secret" | "publishable", string> = {
  secret: "sk_live_door_1",
  publishable: "pk_live_door_1",
};

const snapshot = {
  account: "door",
  keys: (["secret", "publishable"] as const).map((kind) => ({
    keyId: kind,
    kind,
    hash: hashKey(KEYS[kind]),
    origins: ["*"],
    revokedAt: null,
  })),
};

/** A route for some kinds of key; how it answers, and whether it read the body for that. */
const openRoute = (kinds: readonly KeyKind[], binding: object = {}) => {
  const read = vi.fn(async (request: Request) => ok(await request.json()));
  const app = new Hono<App>().post("/", door(kinds, 1_000, read), (context) =>
    context.json(context.get("body")),
  );
  const env = {
    NEXTMOVE_ROOT_KEY: "root key of the test, 32 characters",
    ACCOUNT: { getByName: () => ({ snapshot: async () => snapshot }) },
    ...binding,
  };
  return async (key: string | undefined, body: object = {}, path = "/") => {
    const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
    const init = { method: "POST", headers, body: JSON.stringify(body) };
    read.mockClear();
    const { status } = await app.request(path, init, env);
    return { status, reads: read.mock.calls.length };
  };
};

beforeEach(() => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  return () => log.mockRestore();
});

it("reads the body of nobody whose key in a header or the address does not open it", async () => {
  const send = openRoute(["secret", "publishable"]);
  expect(await send("sk_live_door_2")).toEqual({ status: 401, reads: 0 });
  expect(await send(undefined, {}, "/?key=pk_live_door_2")).toEqual({ status: 401, reads: 0 });
  expect(await send(KEYS.secret)).toEqual({ status: 200, reads: 1 });
  expect(await openRoute(["admin"])(KEYS.secret)).toEqual({ status: 403, reads: 0 });
});

it("looks for a key in the body when there is none elsewhere", async () => {
  const send = openRoute(["secret", "publishable"]);
  expect(await send(undefined, { key: KEYS.publishable })).toEqual({ status: 200, reads: 1 });
  expect(await send(undefined)).toEqual({ status: 401, reads: 1 });
  expect(await send("sk_live_door_2", { key: KEYS.publishable })).toEqual({
    status: 401,
    reads: 0,
  });
});

it("limits a page's requests before it reads them", async () => {
  const limit = async () => ({ success: false });
  const send = openRoute(["publishable"], { PUBLISHABLE_RATE: { limit } });
  expect(await send(KEYS.publishable)).toEqual({ status: 429, reads: 0 });
  expect(await send(undefined, { key: KEYS.publishable })).toEqual({ status: 429, reads: 1 });
});

it("asks for no more accounts that it does not know than an address may", async () => {
  let left = 1;
  const limit = vi.fn(async () => ({ success: left-- > 0 }));
  const asked: string[] = [];
  const getByName = (name: string) => ({
    snapshot: async () => {
      asked.push(name);
      return name === "door" ? snapshot : null;
    },
  });
  const send = openRoute(["secret"], { PUBLISHABLE_RATE: { limit }, ACCOUNT: { getByName } });
  await openRoute(["secret"])(KEYS.secret);
  expect((await send("sk_live_guess-1_1")).status).toBe(401);
  expect(await send("sk_live_guess-2_1")).toEqual({ status: 429, reads: 0 });
  // What is remembered wakes nobody.
  expect((await send("sk_live_guess-1_2")).status).toBe(401);
  expect((await send(KEYS.secret)).status).toBe(200);
  expect(limit).toHaveBeenCalledTimes(2);
  expect(asked).not.toContain("guess-2");
});

it("counts it, too, when a name that is no account is asked for again", async () => {
  const limit = vi.fn(async () => ({ success: true }));
  const getByName = vi.fn(() => ({ snapshot: async () => null }));
  const send = openRoute(["secret"], { PUBLISHABLE_RATE: { limit }, ACCOUNT: { getByName } });
  // Other files share the clock.
  onTestFinished(() => void advance(-5_000));
  for (let second = 0; second < 5; second++) {
    for (let n = 0; n < 3; n++) await send(`sk_live_nobody_${n}`);
    advance(1_000);
  }
  expect(getByName).toHaveBeenCalledTimes(5);
  expect(limit).toHaveBeenCalledTimes(5);
});

it("says once that nothing limits what anybody asks for", async () => {
  const send = openRoute(["publishable"]);
  for (let n = 0; n < 3; n += 1) await send(KEYS.publishable);
  expect(console.error).toHaveBeenCalledExactlyOnceWith(
    expect.stringContaining("PUBLISHABLE_RATE"),
  );
});
