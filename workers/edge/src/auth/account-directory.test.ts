import { expect, it } from "vitest";
import type { AccountSnapshot } from "../objects/account/snapshot.ts";
import { readAccount } from "./account-directory.ts";

const SECOND_MS = 1_000;
let accounts = 0;

/** An account that no isolate knows yet, and how often it was asked. */
const openAccount = () => {
  accounts += 1;
  const account = `directory-${accounts}`;
  let calls = 0;
  let isReachable = true;
  const snapshot = (): Promise<AccountSnapshot> => {
    calls += 1;
    const known = { account, keys: [], cases: [], periods: [], pastPeriods: [], measures: false };
    const answer = { ...known, outcomes: [], sinks: [] };
    return isReachable ? Promise.resolve(answer) : Promise.reject(new Error("unreachable"));
  };
  const env = { ACCOUNT: { getByName: () => ({ snapshot }) } } as unknown as Env;
  return {
    calls: () => calls,
    lose: () => void (isReachable = false),
    read: (at: number, isKnown: boolean) => readAccount(env, account, at, () => isKnown),
  };
};

it("asks again after half a minute, or for what is not known, once a second", async () => {
  const { read, calls } = openAccount();
  for (const at of [0, 1, 29 * SECOND_MS]) await read(at, true);
  expect(calls()).toBe(1);
  await read(30 * SECOND_MS, true);
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

it("lets nobody use what is too old, be the account unreachable", async () => {
  const { read, lose } = openAccount();
  await read(0, true);
  lose();
  await expect(read(2 * SECOND_MS, false)).rejects.toThrow("unreachable");
  expect(await read(2 * SECOND_MS, false)).not.toBeNull();
  await expect(read(40 * SECOND_MS, true)).rejects.toThrow("unreachable");
  await expect(read(40 * SECOND_MS, true)).rejects.toThrow("unreachable");
});
