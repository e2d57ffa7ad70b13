import { beforeEach, expect, it, vi } from "vitest";
import type { AccountSnapshot } from "./snapshot.ts";
import { forgetAccount, readAccount } from "./account-directory.ts";

const SECOND_MS = 1_000;
let accounts = 0;

/** An account that no isolate knows yet, which may be out of reach or slow, and how often it was asked. */
const openAccount = () => {
  accounts += 1;
  const account = `directory-${accounts}`;
  let calls = 0;
  let isReachable = true;
  let answered: Promise<unknown> = Promise.resolve();
  const snapshot = async (): Promise<AccountSnapshot> => {
    calls += 1;
    const known = { account, keys: [], cases: [], periods: [], pastPeriods: [], measures: false };
    const isReached = isReachable;
    await answered;
    if (!isReached) throw new Error("unreachable");
    return { ...known, outcomes: [], sinks: [] };
  };
  const env = { ACCOUNT: { getByName: () => ({ snapshot }) } } as unknown as Env;
  return {
    calls: () => calls,
    lose: () => void (isReachable = false),
    find: () => void (isReachable = true),
    /** Makes its answers wait for what is returned to be called. */
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      answered = promise;
      return resolve;
    },
    forget: () => forgetAccount(account),
    read: (at: number, isKnown: boolean) => readAccount(env, account, at, () => isKnown),
  };
};

beforeEach(() => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  return () => log.mockRestore();
});

it("asks again after half a minute, or for what is not known, once a second", async () => {
  const { read, calls } = openAccount();
  for (const at of [0, 1, 28 * SECOND_MS]) await read(at, true);
  expect(calls()).toBe(1);
  await read(29 * SECOND_MS, true);
  expect(calls()).toBe(2);
  for (let at = 31; at < 36; at++) {
    await read(at * SECOND_MS, false);
    await read(at * SECOND_MS + 999, false);
  }
  expect(calls()).toBe(7);
});

it("asks once for many who want what is not known at the same time", async () => {
  const { read, calls } = openAccount();
  await read(0, true);
  const answers = await Promise.all(Array.from({ length: 20 }, () => read(2 * SECOND_MS, false)));
  expect(calls()).toBe(2);
  for (const answer of answers) expect(answer?.account).toMatch(/^directory/);
});

it("asks once for many who want what has become too old, and keeps nobody waiting but one", async () => {
  const { read, calls, hold } = openAccount();
  await read(0, true);
  const answer = hold();
  const first = read(29 * SECOND_MS, true);
  for (let other = 0; other < 20; other++) {
    expect(await read(29 * SECOND_MS + 5, true)).not.toBeNull();
  }
  expect(calls()).toBe(2);
  answer();
  expect(await first).not.toBeNull();
});

it("goes on with what it knows for some minutes while the account is out of reach", async () => {
  const { read, lose, find, calls } = openAccount();
  await read(0, true);
  lose();
  for (const at of [40 * SECOND_MS, 40 * SECOND_MS + 1, 299 * SECOND_MS]) {
    expect(await read(at, true)).not.toBeNull();
  }
  expect(calls()).toBe(3);
  await expect(read(300 * SECOND_MS, true)).rejects.toThrow("unreachable");
  await expect(read(300 * SECOND_MS, true)).rejects.toThrow("unreachable");
  find();
  expect(await read(300 * SECOND_MS, true)).not.toBeNull();
});

it("does not say that something is unknown because the account is out of reach", async () => {
  const { read, lose } = openAccount();
  await read(0, true);
  lose();
  await expect(read(2 * SECOND_MS, false)).rejects.toThrow("unreachable");
  await expect(read(40 * SECOND_MS, false)).rejects.toThrow("unreachable");
  await expect(read(40 * SECOND_MS, false)).rejects.toThrow("unreachable");
});

it("does not remember what was on its way when the account was changed", async () => {
  const { read, calls, hold, forget } = openAccount();
  const answer = hold();
  const before = read(0, true);
  forget();
  answer();
  await before;
  await read(1, true);
  expect(calls()).toBe(2);
});

it("does not go on with what was forgotten when the account is out of reach", async () => {
  const { read, lose, hold, forget } = openAccount();
  await read(0, true);
  lose();
  const answer = hold();
  const reading = read(40 * SECOND_MS, true);
  forget();
  answer();
  await expect(reading).rejects.toThrow("unreachable");
  await expect(read(40 * SECOND_MS, true)).rejects.toThrow("unreachable");
});

it("remembers an account, however many names are made up", async () => {
  const { read, calls } = openAccount();
  await read(0, true);
  const nobody = { ACCOUNT: { getByName: () => ({ snapshot: async () => null }) } };
  for (let n = 0; n < 2_000; n++) {
    await readAccount(nobody as unknown as Env, `made-up-${n}`, 1, () => true);
  }
  await read(2, true);
  expect(calls()).toBe(1);
});
