import { expect, it } from "vitest";
import { aPeriod, END, START } from "../../test-cycle/fold/events.fake.ts";
import { rememberedPeriod } from "./find-period.ts";

const SECOND_MS = 1_000;
let accounts = 0;

/** An account with a period that runs and one that is over, which counts how often it is asked. */
const openAccount = () => {
  accounts += 1;
  const account = `periods-${accounts}`;
  let calls = 0;
  const snapshot = {
    account,
    periods: [aPeriod({ periodId: "runs" })],
    pastPeriods: [{ periodId: "over", start: 0, end: START }],
  };
  const asked = <Value>(value: Value) => {
    calls += 1;
    return Promise.resolve(value);
  };
  const stub = { snapshot: () => asked(snapshot), periods: () => asked([]) };
  const env = { ACCOUNT: { getByName: () => stub } } as unknown as Env;
  return {
    calls: () => calls,
    ask: async (periodId: string, at: number) => {
      const found = await rememberedPeriod(env, account, periodId, at);
      return found.ok ? found.value.periodId : found.error.code;
    },
  };
};

it("asks the account for a period seldom, whether or not there is one", async () => {
  for (const [periodId, answer, most] of [
    ["runs", "runs", 1],
    ["over", "period_closed", 1],
    ["nope", "unknown_period", 10],
  ] as const) {
    const { ask, calls } = openAccount();
    for (let at = START; at < START + 10 * SECOND_MS; at += 50) {
      expect(await ask(periodId, at)).toBe(answer);
    }
    expect(calls()).toBeLessThanOrEqual(most);
  }
});

it("knows that a period has not begun, or is over by now", async () => {
  const { ask } = openAccount();
  expect(await ask("runs", START - 1)).toBe("period_closed");
  expect(await ask("runs", END - 1)).toBe("runs");
  expect(await ask("runs", END)).toBe("period_closed");
});
