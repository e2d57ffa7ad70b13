import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import {
  caseSettings,
  type ModelSettings,
  periodRequest,
  type TestCycleEvent,
} from "@nextmove/contract";
import { expect, it } from "vitest";
import { judgedAt } from "../src/objects/account/judge-period.ts";
import { accountName, testCycleShardName } from "../src/protocol/names.ts";
import { caseModel } from "../src/protocol/case-model/stub.ts";
import { partitionOf } from "../src/objects/test-cycle-shard/visits/partition.ts";
import { testCycleShardOf } from "../src/protocol/test-cycle-shard/placement.ts";
import { readReport } from "../src/test-cycle/report/read-report.ts";
import { readSummary } from "../src/test-cycle/report/read-summary.ts";
import { testCycleShard } from "../src/protocol/test-cycle-shard/stub.ts";
import { summarise } from "../src/objects/test-cycle-shard/visits/summarise.ts";
import { VisitLog } from "../src/objects/test-cycle-shard/visits/visit-log.ts";
import { frameOf, spanOf } from "../src/test-cycle/fold/frame.ts";
import { mergeSummaries } from "../src/test-cycle/fold/merge-summaries.ts";
import { emptySummary } from "../src/test-cycle/fold/summary.ts";
import { DAY_MS, START, valueOf } from "./examples.ts";

const END = START + 14 * DAY_MS;
let accounts = 0;

/** An account with a period of two models, and nothing in it. */
const openPeriod = async (settings: object = {}) => {
  accounts += 1;
  const account = `periods-${accounts}`;
  const stub = env.ACCOUNT.getByName(accountName(account));
  await stub.bootstrap(START);
  const change = {
    periodId: "first",
    settings: periodRequest.parse({
      start: START,
      end: END,
      models: [
        { modelId: "old_v1", role: "reference" },
        { modelId: "new_v1", role: "test" },
      ],
      hypothesis: { plannedSessions: 200 },
      ...settings,
    }),
    force: false,
    salt: "salt",
    now: START - DAY_MS,
  };
  const period = valueOf(await stub.putPeriod(change, "test"));
  return { account, stub, period };
};

/** What a visitor did: was given a model, and bought for something. */
const bought = (visitor: string, modelId: string, at: number, value: number): TestCycleEvent[] => {
  const common = { userTrackingId: visitor, visitor, receivedAt: at };
  return [
    { ...common, type: "model_assigned", eventId: "m", at, modelId },
    {
      ...common,
      type: "outcome",
      eventId: "o",
      at: at + 1,
      outcomeId: "sales_1",
      assistanceId: undefined,
      value,
      currency: "EUR",
      cost: undefined,
      orderId: undefined,
      channel: undefined,
    },
  ];
};

const record = (account: string, events: readonly TestCycleEvent[]) =>
  testCycleShard(env, account, events[0]?.visitor ?? "").record(JSON.stringify(events));

/** As many visitors of each model, those of the second of `worth` more than those of the first. */
const sell = async (account: string, sessions: number, worth: number): Promise<void> => {
  for (let session = 0; session < sessions; session += 1) {
    const at = START + (session * 13 * DAY_MS) / sessions;
    const value = 10 + (session % 5);
    await record(account, bought(`old-${session}`, "old_v1", at, value));
    await record(account, bought(`new-${session}`, "new_v1", at, value + worth));
  }
};

it("reads page by page what it reads at once, and can forget in between", async () => {
  const { account, period } = await openPeriod();
  const frame = frameOf(period, [], null);
  const visitors = Array.from({ length: 40 }, (_, index) => `v-${index}`);
  const shard = env.TEST_CYCLE_SHARD.getByName(testCycleShardName(account, 0));
  const events = visitors.flatMap((visitor, index) =>
    bought(visitor, index % 2 === 0 ? "old_v1" : "new_v1", START + index, index),
  );
  await shard.record(JSON.stringify(events));
  const { whole, paged, pages } = await runInDurableObject(shard, async (instance, { storage }) => {
    const log = new VisitLog(storage.sql);
    const { from, to } = spanOf(frame);
    const page = (after: string, size: number) =>
      summarise(log.visitors(from, to, after, log.last), frame, log.last, size);
    let sum = emptySummary(frame);
    let after: string | null = "";
    let count = 0;
    while (after !== null) {
      const { summary, last }: ReturnType<typeof page> = page(after, 7);
      sum = mergeSummaries(sum, summary);
      after = last;
      count += 1;
    }
    const all = page("", 1_000).summary;
    // A page that ended early has read no table to its end.
    page("", 7);
    await instance.runDue(START + 1_000 * DAY_MS);
    return { whole: all, paged: sum, pages: count };
  });
  expect(pages).toBeGreaterThan(5);
  expect(paged).toEqual(whole);
  expect(whole.models.map(({ sessions }) => sessions)).toEqual([20, 20]);
});

it("leaves to the next look what comes while it reads", async () => {
  const { account, period } = await openPeriod();
  await record(account, bought("a", "old_v1", START, 5));
  const frame = frameOf(period, [], null);
  const shard = testCycleShard(env, account, "a");
  const { upTo } = await shard.summarise(frame, "", null);
  await record(
    account,
    bought("a", "old_v1", START + 1, 7).map((event) => ({
      ...event,
      eventId: `late-${event.eventId}`,
    })),
  );
  const { summary } = await shard.summarise(frame, "", upTo);
  expect(summary.models[0]?.revenue.sum).toBe(5);
  const { models } = await readSummary(env, account, frame);
  expect(models[0]?.revenue.sum).toBe(12);
});

it("takes a visitor who does more than a person for a script, and holds no more of it", async () => {
  const { account, period } = await openPeriod();
  const [assignment] = bought("script", "old_v1", START, 5);
  for (let turn = 0; turn < 6; turn += 1) {
    const events = Array.from({ length: 1_000 }, (_, index) =>
      Object.assign({}, assignment, { eventId: `${turn}-${index}`, at: START + index }),
    );
    await record(account, events);
  }
  await record(account, bought("person", "old_v1", START, 5));
  const { models, scripts } = await readSummary(env, account, frameOf(period, [], null));
  expect(models[0]?.sessions).toBe(1);
  expect(scripts).toBe(1);
});

it("freezes the cap that the time before gives, when it is first asked", async () => {
  const { account, stub, period } = await openPeriod();
  for (let buyer = 0; buyer < 120; buyer += 1) {
    await record(account, bought(`before-${buyer}`, "old_v1", START - DAY_MS, 50));
  }
  const report = async (now: number) => {
    const [known = period] = await stub.periods();
    return readReport(env, account, known, stub, now);
  };
  expect((await report(START - 1)).cap).toBeNull();
  const { cap } = await report(START + 1);
  expect(cap).toBeGreaterThan(49);
  expect(cap).toBeLessThan(51);
  for (let buyer = 0; buyer < 120; buyer += 1) {
    await record(account, bought(`late-${buyer}`, "old_v1", START - DAY_MS, 500));
  }
  expect((await report(START + 2)).cap).toBe(cap);
});

it("judges by itself after the end when it is asked to, and makes the better model live", async () => {
  const caseId = "shop";
  const { account, stub } = await openPeriod({ promote: "automatic", caseId });
  await stub.putCase(caseId, caseSettings.parse({ actions: ["a", "b"] }), "test", START);
  const model = caseModel(env, account, caseId);
  const settings: ModelSettings = { policy: "model" };
  for (const name of ["old", "new"]) {
    const version = {
      name,
      learns: "none" as const,
      warmStart: 1,
      settings,
      isRollbackPoint: false,
    };
    valueOf(await model.createVersion("live", version, START));
  }
  await sell(account, 60, 8);
  const [period] = await stub.periods();
  const due = period ? judgedAt(period) : 0;
  const alarmAt = () => runInDurableObject(stub, (_, { storage }) => storage.getAlarm());
  expect(await alarmAt()).toBe(due);
  await stub.runDue(due - 1);
  expect((await stub.periods())[0]?.promoted).toBeUndefined();
  await stub.runDue(due);
  const [judged] = await stub.periods();
  expect(judged).toMatchObject({ promoted: { modelId: "new_v1", isAutomatic: true } });
  expect((await model.lines()).live.from).toBe("new_v1");
});

it("judges once a period in which nothing was better", async () => {
  const { account, stub } = await openPeriod({ promote: "automatic" });
  await sell(account, 20, 0);
  await stub.runDue(END + 2 * DAY_MS);
  const [period] = await stub.periods();
  expect(period?.promoted).toBeUndefined();
  expect(period?.judged).toBe(END + 2 * DAY_MS);
});

it("judges a period although another one cannot be, and that one again later", async () => {
  const { account, stub, period } = await openPeriod({ promote: "automatic" });
  const { periodId: _, salt: __, slices: ___, ...settings } = period;
  // Late enough that nothing of the first is in its history.
  const later = { ...settings, start: END + 60 * DAY_MS, end: END + 74 * DAY_MS };
  const change = { periodId: "second", settings: later, force: false, salt: "s", now: START };
  valueOf(await stub.putPeriod(change, "test"));
  await record(account, bought("broken", "old_v1", START, 1));
  const shard = env.TEST_CYCLE_SHARD.getByName(
    testCycleShardName(account, testCycleShardOf("broken")),
  );
  const setType = (from: number, to: number) =>
    runInDurableObject(shard, (_, { storage }) => {
      const table = partitionOf({ at: START, receivedAt: START });
      storage.sql.exec(`UPDATE ${table} SET type = ? WHERE type = ?`, to, from);
    });
  await setType(0, 99);
  const due = later.end + 2 * DAY_MS;
  const failed = await stub.runDue(due).then(
    () => "",
    (error: unknown) => String(error),
  );
  expect(failed).toContain("99");
  const judgings = async () => (await stub.periods()).map(({ judged }) => judged);
  expect(await judgings()).toEqual([undefined, due]);
  await setType(99, 0);
  await stub.runDue(due + 1);
  expect(await judgings()).toEqual([due + 1, due]);
});
