import {
  abortAllDurableObjects,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { TestCycleEvent } from "@nextmove/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testCycleShardName } from "../src/protocol/names.ts";
import { partitionOf } from "../src/objects/test-cycle-shard/visits/partition.ts";
import { RETENTION_MS } from "../src/test-cycle/retention.ts";
import { testCycleShardAt } from "../src/protocol/test-cycle-shard/stub.ts";
import { VisitLog } from "../src/objects/test-cycle-shard/visits/visit-log.ts";
import { DAY_MS, START } from "./examples.ts";

let accounts = 0;

/** A shard that no other test uses. */
const openShard = () => {
  accounts += 1;
  const account = `test-cycle-${accounts}`;
  // A stub is of no use any more once its object was aborted, so each use takes a new one.
  const shard = () => testCycleShardAt(env, account, 0);
  const raw = () => env.TEST_CYCLE_SHARD.getByName(testCycleShardName(account, 0));
  return {
    shard,
    record: (events: readonly TestCycleEvent[]) => shard().record(JSON.stringify(events)),
    /** All that is held of a visitor. */
    visit: async (visitor: string): Promise<TestCycleEvent[]> => {
      const events: TestCycleEvent[] = [];
      let place: string | null = "";
      while (place !== null) {
        const page: { events: TestCycleEvent[]; next: string | null } = await shard().page(
          visitor,
          place,
        );
        events.push(...page.events);
        place = page.next;
      }
      return events;
    },
    run: (statement: string) =>
      runInDurableObject(raw(), (_, { storage }) => void storage.sql.exec(statement)),
    withSql: <Value>(read: (sql: SqlStorage) => Value): Promise<Value> =>
      runInDurableObject(raw(), (_, { storage }) => read(storage.sql)),
    withLog: <Value>(read: (log: VisitLog) => Value): Promise<Value> =>
      runInDurableObject(raw(), (_, { storage }) => read(new VisitLog(storage.sql))),
    /** The alarm comes that is set; when the next one does. */
    alarm: async (): Promise<number | null> => {
      await runDurableObjectAlarm(raw());
      return runInDurableObject(raw(), (_, { storage }) => storage.getAlarm());
    },
    alarmAt: () => runInDurableObject(raw(), (_, { storage }) => storage.getAlarm()),
    evict: async (): Promise<void> => {
      await raw().rowsWritten();
      await evictDurableObject(raw());
    },
  };
};

const assigned = (eventId: string, change: Partial<TestCycleEvent> = {}): TestCycleEvent =>
  Object.assign(
    {
      type: "model_assigned" as const,
      eventId,
      userTrackingId: "someone",
      visitor: "someone",
      at: START,
      receivedAt: START,
      modelId: "m",
    },
    change,
  );

/** A period that gives every visitor this one of its models. */
const drawing = (modelId: string) => ({
  periodId: "p",
  start: START,
  salt: "salt",
  models: ["a", "b", "m"].map((each) => ({
    modelId: each,
    role: "test" as const,
    weight: each === modelId ? 1 : 0,
    costPerSession: 0,
    costPerAssistance: 0,
  })),
});

/** One event of each type, with all that it may say and with as little as it may. */
const common = { userTrackingId: "GA1.2.1.2", visitor: "1.2", at: START - 5, receivedAt: START };
const EVERY_KIND: TestCycleEvent[] = [
  { ...common, type: "model_assigned", eventId: "1", modelId: "reference_v16" },
  {
    ...common,
    type: "assistance_triggered",
    eventId: "2",
    assistanceId: "a",
    assistanceOffered: false,
  },
  {
    ...common,
    type: "assistance_triggered",
    eventId: "3",
    assistanceId: "",
    assistanceOffered: true,
  },
  { ...common, type: "offer_accepted", eventId: "4", assistanceId: "a", userSelectionId: "chat" },
  { ...common, type: "assistance_started", eventId: "5", assistanceId: "a" },
  {
    ...common,
    type: "outcome",
    eventId: "6",
    assistanceId: "a",
    outcomeId: "sales_2",
    value: 59.9,
    currency: "EUR",
    cost: -1,
    orderId: "o",
    channel: "phone",
  },
  {
    ...common,
    type: "outcome",
    eventId: "7",
    assistanceId: undefined,
    outcomeId: "support_1",
    value: undefined,
    currency: undefined,
    cost: undefined,
    orderId: undefined,
    channel: undefined,
  },
];

describe("a TestCycleShard", () => {
  it("gives back what it was told, for two rows each", async () => {
    const { shard, record, visit } = openShard();
    expect(await record(EVERY_KIND)).toBe(EVERY_KIND.length);
    expect(await visit("1.2")).toEqual(EVERY_KIND);
    expect(await shard().rowsWritten()).toBe(2 * EVERY_KIND.length);
    expect((await shard().eventsAfter(0, 100)).map(({ event }) => event)).toEqual(EVERY_KIND);
  });

  it("counts on from what is stored, whatever came again behind it", async () => {
    const { record, withLog, shard } = openShard();
    await record([assigned("a")]);
    await record([assigned("b"), assigned("a")]);
    const last = await withLog((log) => log.last);
    await record([assigned("c")]);
    const placed = await shard().eventsAfter(last, 10);
    expect(placed.map(({ seq, event }) => [seq, event.eventId])).toEqual([[last + 1, "c"]]);
  });

  it("lets what a server says stand in the place of what a page said under the same id", async () => {
    const { record, visit, shard } = openShard();
    const [told] = EVERY_KIND.slice(-1);
    if (told?.type !== "outcome") throw new Error("the last example is an outcome");
    const forged = { ...told, value: 9_999, byPage: true as const };
    expect(await record([forged])).toBe(1);
    expect(await record([told])).toBe(1);
    expect(await record([told, forged])).toBe(0);
    expect(await visit(told.visitor)).toEqual([told]);
    const read = await shard().eventsAfter(0, 10);
    expect(read.map(({ event }) => event)).toEqual([told]);
  });

  it("keeps all of a call or nothing", async () => {
    const { record, run, visit } = openShard();
    await record([assigned("first")]);
    const table = partitionOf({ at: START, receivedAt: START });
    await run(
      `CREATE TRIGGER full BEFORE INSERT ON ${table} WHEN NEW.key = 'bad' BEGIN SELECT RAISE(ABORT, 'full'); END`,
    );
    const failed = await record([assigned("good"), assigned("bad")]).then(
      () => "",
      (error: unknown) => String(error),
    );
    expect(failed).toContain("full");
    await run("DROP TRIGGER full");
    expect(await visit("someone")).toHaveLength(1);
    expect(await record([assigned("good"), assigned("bad")])).toBe(2);
  });

  it("holds the same whatever the order, split, repetition and restarts", async () => {
    const event = fc.record({
      id: fc.constantFrom("a", "b", "c", "d", "e", "f"),
      // Both sides of a month's end, and of the year's.
      day: fc.constantFrom(-40, -1, 0, 9, 10, 41),
      visitor: fc.constantFrom("v", "w"),
    });
    const calls = fc.array(
      fc.record({ events: fc.array(event, { maxLength: 6 }), restart: fc.boolean() }),
      { maxLength: 6 },
    );
    // What an event says follows from its id: the same id is the same event.
    const full = ({ id, day, visitor }: { id: string; day: number; visitor: string }) =>
      assigned(`${id}${day}`, { visitor, userTrackingId: visitor, at: START + day * DAY_MS });
    const idsOf = (events: readonly TestCycleEvent[]) =>
      events.map(({ visitor, eventId }) => `${visitor} ${eventId}`).toSorted();
    await fc.assert(
      fc.asyncProperty(calls, async (sent) => {
        const { record, visit, evict, shard } = openShard();
        const unique = new Map<string, TestCycleEvent>();
        for (const { events, restart } of sent) {
          const before = unique.size;
          for (const each of events.map(full)) unique.set(`${each.visitor} ${each.eventId}`, each);
          expect(await record(events.map(full))).toBe(unique.size - before);
          if (restart) await evict();
        }
        const expected = idsOf([...unique.values()]);
        expect(idsOf([...(await visit("v")), ...(await visit("w"))])).toEqual(expected);
        const placed = await shard().eventsAfter(0, 1_000);
        expect(idsOf(placed.map((each) => each.event))).toEqual(expected);
        const numbers = placed.map(({ seq }) => seq);
        expect(numbers).toEqual([...new Set(numbers)].toSorted((left, right) => left - right));
      }),
      { numRuns: 25 },
    );
  });

  it("is read by a cursor a page at a time, months after each other or not", async () => {
    const { shard, record } = openShard();
    const days = [0, 40, -40, 1, 41];
    await record(days.map((day) => assigned(`d${day}`, { at: START + day * DAY_MS })));
    const seen: string[] = [];
    for (let seq = 0; ;) {
      const page = await shard().eventsAfter(seq, 2);
      const last = page.at(-1);
      if (!last) break;
      seen.push(...page.map(({ event }) => event.eventId));
      seq = last.seq;
    }
    expect(seen).toEqual(days.map((day) => `d${day}`));
  });

  it("never gives a number twice, whatever it forgot", async () => {
    const { shard, record, evict } = openShard();
    await record([assigned("1"), assigned("2")]);
    expect(await shard().erase("someone")).toBe(true);
    expect(await shard().erase("someone")).toBe(false);
    await evict();
    await record([assigned("3")]);
    expect((await shard().eventsAfter(0, 10)).map(({ seq }) => seq)).toEqual([3]);
  });

  it("forgets a visitor by parts, and nobody else", async () => {
    const { shard, record, visit } = openShard();
    await record(Array.from({ length: 4_500 }, (_, index) => assigned(String(index))));
    await record([assigned("other", { visitor: "else" })]);
    let calls = 0;
    while (await shard().erase("someone")) calls += 1;
    expect(calls).toBe(3);
    expect(await visit("someone")).toEqual([]);
    expect(await visit("else")).toHaveLength(1);
  });

  it("forgets a month when its last event was received long ago", async () => {
    const { shard, record, visit, evict } = openShard();
    const ancient = { at: Date.UTC(2020, 1, 18), receivedAt: START };
    const late = { at: START - 60 * DAY_MS, receivedAt: START + 30 * DAY_MS };
    await record([assigned("now"), assigned("ancient", ancient), assigned("late", late)]);
    const idsAt = async (now: number) => {
      await shard().runDue(now);
      return (await visit("someone")).map(({ eventId }) => eventId).toSorted();
    };
    expect(await idsAt(START + RETENTION_MS - 1)).toEqual(["ancient", "late", "now"]);
    expect(await idsAt(START + RETENTION_MS)).toEqual(["late"]);
    expect(await idsAt(START + RETENTION_MS + 30 * DAY_MS)).toEqual([]);
    await evict();
    await record([assigned("again", { receivedAt: START + 2 * RETENTION_MS })]);
    expect((await shard().eventsAfter(0, 10)).map(({ seq }) => seq)).toEqual([4]);
  });

  it("gives a visitor the first model of a period, whatever is drawn later", async () => {
    const { shard, record } = openShard();
    const period = drawing("a");
    const asked = { visitor: "someone", userTrackingId: "someone", at: START };
    const given = (modelId: string, change: object) => assigned(modelId, { ...change, modelId });
    await record([given("other", {}), given("b", { at: START - 1 })]);
    expect(await shard().assign(period, asked)).toBe("a");
    await abortAllDurableObjects();
    expect(await shard().assign(drawing("b"), asked)).toBe("a");
    expect(await shard().assign({ ...period, start: START - 1 }, asked)).toBe("b");
  });

  it("looks for a visitor's first model from the period's start on", async () => {
    const { record, withSql } = openShard();
    await record([-70, -40, 0].map((day) => assigned(`d${day}`, { at: START + day * DAY_MS })));
    const read = await withSql((sql) => {
      const statements: string[] = [];
      const log = new VisitLog({
        exec: (statement: string, ...values: SqlStorageValue[]) => {
          statements.push(statement);
          return sql.exec(statement, ...values);
        },
      } as unknown as SqlStorage);
      statements.length = 0;
      log.modelOf(drawing("m"), "someone");
      return statements;
    });
    expect(read).toHaveLength(1);
  });
});

describe("reading visitor after visitor", () => {
  it("sees every visitor once, in any script, over months, from any place on", async () => {
    // U+10000 and above come after U+E000 in UTF-8 and before it in UTF-16.
    const visitors = ["a", "å", "10.2", "zz", "\u{e000}", "\u{1f600}", "\u{1f600}b", "\u{ffee}"];
    const { record, withLog } = openShard();
    const days = [-40, 0, 40];
    await record(
      visitors.flatMap((visitor) =>
        days.map((day) => assigned(`d${day}`, { visitor, at: START + day * DAY_MS })),
      ),
    );
    const read = (after: string, upTo = Number.MAX_SAFE_INTEGER) =>
      withLog((log) => [...log.visitors(START - 100 * DAY_MS, START + 100 * DAY_MS, after, upTo)]);
    const all = await read("");
    const inOrder = visitors.toSorted((left, right) =>
      Buffer.compare(Buffer.from(left), Buffer.from(right)),
    );
    expect(all.map(({ visitor }) => visitor)).toEqual(inOrder);
    for (const { events } of all) expect(events).toHaveLength(days.length);
    expect((await read("å")).map(({ visitor }) => visitor)).toEqual(
      inOrder.slice(inOrder.indexOf("å") + 1),
    );
    const early = await read("", 3 * visitors.indexOf("å") + 1);
    expect(early.find(({ visitor }) => visitor === "å")?.events).toHaveLength(1);
  });

  it("leaves out what happened at other times, and what came twice over a month's end", async () => {
    const { record, withLog } = openShard();
    const date = new Date(START);
    const end = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
    await record([
      assigned("same", { at: end - 1 }),
      assigned("same", { at: end }),
      assigned("before", { at: end - 3 * DAY_MS }),
    ]);
    const [someone] = await withLog((log) => [...log.visitors(end - DAY_MS, end + 1, "", 10)]);
    expect(someone?.events.map(({ eventId, at }) => [eventId, at])).toEqual([["same", end - 1]]);
  });

  it("reads what a server says over a month's end, not what a page said under the same id", async () => {
    const { record, withLog } = openShard();
    const date = new Date(START);
    const end = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
    for (const [early, late] of [
      [true, undefined],
      [undefined, true],
    ] as const) {
      const visitor = `forged early: ${early}`;
      await record([
        assigned("same", { visitor, at: end - 1, ...(early && { byPage: early }) }),
        assigned("same", { visitor, at: end, ...(late && { byPage: late }) }),
      ]);
      const read = await withLog((log) => [...log.visitors(end - DAY_MS, end + 1, "", 10)]);
      const found = read.find((each) => each.visitor === visitor);
      expect(found?.events.map(({ at }) => at)).toEqual([early ? end : end - 1]);
    }
  });
});

it("keeps the latest that servers sent wrong, however much of it pages send", async () => {
  const { shard } = openShard();
  const rejection = { code: "invalid_body", message: "is no event", path: "", visitor: "" };
  const wrong = (count: number, byPage: boolean) =>
    Array.from({ length: count }, (_, n) => ({ ...rejection, byPage, at: START, body: `${n}` }));
  await shard().reject(wrong(2, false));
  await shard().reject(wrong(1_000, true));
  const { count, latest } = await shard().rejected();
  expect(count).toBe(1_002);
  const bodies = (byPage: boolean) =>
    latest.filter((one) => one.byPage === byPage).map(({ body }) => body);
  expect(bodies(false)).toEqual(["1", "0"]);
  expect(bodies(true)).toEqual(Array.from({ length: 100 }, (_, n) => `${999 - n}`));
});

it("forgets answers after 31 days, though nothing else has happened", async () => {
  const { shard, alarm } = openShard();
  const given = { fingerprint: "1", answer: "{}" };
  await shard().endAnswer("key", given, START);
  expect(await alarm()).toBe(START + 31 * DAY_MS);
  await shard().runDue(START + 31 * DAY_MS - 1);
  expect(await shard().beginAnswer("key", "1", START)).toEqual(given);
  await shard().runDue(START + 31 * DAY_MS);
  expect(await shard().beginAnswer("key", "1", START)).toBeNull();
});

it("forgets what was rejected after 30 days, though its events stay for longer", async () => {
  const { shard, record, alarm, alarmAt } = openShard();
  await record(EVERY_KIND);
  expect(await alarm()).toBeGreaterThan(START + 31 * DAY_MS);
  const rejection = { code: "invalid_body", message: "is no event", path: "", body: "1" };
  await shard().reject([{ ...rejection, visitor: "1.2", at: START, byPage: false }]);
  expect(await alarmAt()).toBeLessThanOrEqual(START + 30 * DAY_MS);
  await shard().runDue(START + 30 * DAY_MS);
  expect(await shard().rejected()).toEqual({ count: 1, latest: [] });
  expect(await shard().rejectedOf("1.2")).toEqual([]);
});
