import { runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { EventLog } from "../src/decision-log/event-log.ts";
import type { NewEvent } from "../src/decision-log/events.ts";
import { openCase } from "./case-objects.ts";
import { call, DAY_MS, decision, HOUR_MS, reward, selection, START } from "./examples.ts";

/** Runs with the SQL storage of an object that no other test uses. */
const withSql = (work: (sql: SqlStorage) => void): Promise<void> =>
  runInDurableObject(openCase().rawShard, (_, { storage }) => work(storage.sql));

const tick = (at: number, queryId = "", dedupeKey = String(at)): NewEvent => ({
  kind: "tick",
  queryId,
  dedupeKey,
  body: { at, from: [], to: [] },
});

const dayTables = (sql: SqlStorage): string[] =>
  sql
    .exec<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'event_*' ORDER BY name",
    )
    .toArray()
    .map(({ name }) => name);

const seqs = (log: EventLog): number[] => log.after(0, 1000).map(({ seq }) => seq);
const EVERYTHING = Number.MAX_SAFE_INTEGER;

describe("EventLog", () => {
  it("writes two rows per event: itself and its index entry", () =>
    withSql((sql) => {
      const log = new EventLog(sql, 0);
      for (let i = 0; i < 10; i++) log.append(tick(START + i));
      expect(log.rowsWritten).toBe(20);
    }));

  it("keeps a table per UTC day and reads across them in order", () =>
    withSql((sql) => {
      const log = new EventLog(sql, 0);
      for (const day of [0, 0, 1, 3, 3])
        log.append(tick(START + day * DAY_MS, "q", `${day}`.repeat(log.lastSeq + 1)));
      expect(dayTables(sql)).toHaveLength(3);
      expect(seqs(log)).toEqual([1, 2, 3, 4, 5]);
      expect(log.after(1, 3).map(({ seq }) => seq)).toEqual([2, 3, 4]);
      expect(log.ofQuery("q").map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
      expect(log.ofQuery("other")).toEqual([]);
      const many = ["q", ...Array.from({ length: 150 }, (_, i) => `other-${i}`)];
      const found = log.ofQueries([...many.slice(1), "q"], Number.NEGATIVE_INFINITY);
      expect([...found]).toEqual([["q", log.ofQuery("q")]]);
    }));

  it("finds a query's events in however many days, also after some were dropped", () =>
    withSql((sql) => {
      const log = new EventLog(sql, 0);
      for (let day = 0; day < 12; day++) {
        for (const key of ["z", "a"]) log.append(tick(START + day * DAY_MS, "q", key));
        log.append(tick(START + day * DAY_MS, "other", "a"));
      }
      const found = (since?: number) => log.ofQuery("q", since).map(({ seq }) => seq);
      const all = Array.from({ length: 12 }, (_, day) => [3 * day + 1, 3 * day + 2]).flat();
      expect(found()).toEqual(all);
      expect(found(START + 10 * DAY_MS)).toEqual(all.slice(-4));
      expect(found(START + 12 * DAY_MS)).toEqual([]);
      log.dropBefore(START + 4 * DAY_MS, EVERYTHING);
      expect(found()).toEqual(all.filter((seq) => seq > 12));
    }));

  it("gives back what was stored, also to a log that is opened anew", () =>
    withSql((sql) => {
      const stored = new EventLog(sql, 0).append(tick(START, 'it\'s "q" 🛒'));
      expect(new EventLog(sql, 0).ofQuery('it\'s "q" 🛒')).toEqual([stored]);
    }));

  it("reads the same from memory as a log that is opened anew reads from its tables", () =>
    withSql((sql) => {
      const log = new EventLog(sql, 0);
      for (let i = 0; i < 1100; i++) log.append(tick(START + i * HOUR_MS, "q", String(i)));
      for (const [seq, limit] of [
        [0, 10],
        [590, 20],
        [599, 3],
        [600, 2],
        [1095, 100],
        [1100, 5],
        [2000, 5],
        [0, EVERYTHING],
      ] as const) {
        expect(log.after(seq, limit)).toEqual(new EventLog(sql, 0).after(seq, limit));
      }
      log.dropBefore(START + 44 * DAY_MS, EVERYTHING);
      expect(log.after(0, EVERYTHING)).toEqual(new EventLog(sql, 0).after(0, EVERYTHING));
    }));

  it("knows a query that began before its eyes as its tables do, until they change", () =>
    withSql((sql) => {
      const log = new EventLog(sql, 0);
      const expectSame = () => {
        expect(log.ofQuery("q")).toEqual(new EventLog(sql, 0).ofQuery("q"));
        expect(log.ofQuery("older")).toEqual(new EventLog(sql, 0).ofQuery("older"));
      };
      log.append(tick(START, "older"));
      log.append(tick(START, "q"), true);
      log.append(tick(START + DAY_MS, "q"));
      log.append(tick(START + DAY_MS, "older"));
      expect(log.ofQuery("q")).toHaveLength(2);
      expectSame();
      log.dropBefore(START + DAY_MS, EVERYTHING);
      expect(log.ofQuery("q")).toHaveLength(1);
      expectSame();
      for (let i = 0; i < 1500; i++) log.append(tick(START + DAY_MS, `${i}`), true);
      log.append(tick(START + DAY_MS, "0", "again"));
      expect(log.ofQuery("0")).toHaveLength(2);
    }));

  it("refuses a second event of the same query, kind and key", () =>
    withSql((sql) => {
      const log = new EventLog(sql, 0);
      log.append(tick(START, "q", "k"));
      expect(log.append(tick(START, "q", "k"))).toBeNull();
      expect(log.append(tick(START, "q", "l"))?.seq).toBe(2);
    }));

  it("drops whole days once they are over, and only what is settled", () =>
    withSql((sql) => {
      const log = new EventLog(sql, 0);
      for (const day of [0, 1, 2]) log.append(tick(START + day * DAY_MS));
      const endOfFirstDay = START + 12 * HOUR_MS;
      expect(log.oldestDayEnd).toBe(endOfFirstDay);

      log.dropBefore(endOfFirstDay - 1, EVERYTHING);
      expect(seqs(log)).toEqual([1, 2, 3]);
      log.dropBefore(endOfFirstDay, 0);
      expect(seqs(log)).toEqual([1, 2, 3]);
      log.dropBefore(endOfFirstDay, 1);
      expect(seqs(log)).toEqual([2, 3]);
      log.dropBefore(endOfFirstDay + 9 * DAY_MS, 2);
      expect(seqs(log)).toEqual([3]);
      expect(dayTables(sql)).toHaveLength(1);
    }));

  it("never gives a number twice, whatever was dropped and restarted", () =>
    withSql((sql) => {
      const log = new EventLog(sql, 0);
      for (let i = 0; i < 5; i++) log.append(tick(START + i));
      log.dropBefore(START + 2 * DAY_MS, EVERYTHING);
      expect(log.oldestDayEnd).toBeNull();
      expect(log.append(tick(START + 2 * DAY_MS))?.seq).toBe(6);
      log.dropBefore(START + 9 * DAY_MS, EVERYTHING);
      // A restarted shard knows how far the model has absorbed.
      expect(new EventLog(sql, 6).append(tick(START + 3 * DAY_MS))?.seq).toBe(7);
    }));

  it("keeps the order when the clock goes back over midnight", () =>
    withSql((sql) => {
      const log = new EventLog(sql, 0);
      log.append(tick(START + DAY_MS));
      log.append(tick(START));
      log.append(tick(START + DAY_MS + 1));
      expect(dayTables(sql)).toHaveLength(1);
      expect(seqs(log)).toEqual([1, 2, 3]);
    }));
});

describe("a shard's writes", () => {
  it("are two rows for a decision, a select and a reward each", async () => {
    const { shard } = openCase();
    const costOf = async (work: () => Promise<unknown>): Promise<number> => {
      const before = (await shard.status(START)).rowsWritten;
      await work();
      return (await shard.status(START)).rowsWritten - before;
    };
    const now = call(START);
    expect(await costOf(() => shard.decide(now, [decision("q")]))).toBe(2);
    expect(await costOf(() => shard.select(now, [selection("q", "b")]))).toBe(2);
    expect(await costOf(() => shard.reward(now, [reward("q", 1)]))).toBe(2);
    expect(await costOf(() => shard.decide(now, [decision("q")]))).toBe(0);
  });
});
