import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fakeSqlStorage } from "../objects/sql-storage.fake.ts";
import { Cursors, type Receiver, type SourceLog, type Taken } from "./cursor.ts";

interface Entry {
  seq: number;
  at: number;
}

/** A log in memory, whose oldest entries can be dropped. */
const openLog = () => {
  let entries: Entry[] = [];
  let last = 0;
  const log: SourceLog<Entry> = {
    get lastSeq() {
      return last;
    },
    after: (seq, limit) => entries.filter((entry) => entry.seq > seq).slice(0, limit),
    lastUntil: (time) => entries.findLast(({ at }) => at <= time)?.seq ?? 0,
    droppedAfter: (seq) => (entries.find((entry) => entry.seq > seq)?.seq ?? last + 1) - seq - 1,
  };
  return {
    log,
    append: (at: number) => {
      last += 1;
      entries.push({ seq: last, at });
    },
    dropUpTo: (seq: number) => {
      entries = entries.filter((entry) => entry.seq > seq);
    },
  };
};

const receiver = (
  take: (seqs: number[], lost: number) => Taken,
  change: Partial<Receiver<Entry>> = {},
): Receiver<Entry> => ({
  id: "r",
  incarnation: 1,
  since: -1,
  paused: false,
  take: async ({ entries, lost }) =>
    take(
      entries.map(({ seq }) => seq),
      lost,
    ),
  ...change,
});

const open = (log: SourceLog<Entry>, sql = fakeSqlStorage()) => {
  const state = { receivers: [] as Receiver<Entry>[] };
  const wake = () => new Cursors({ sql, log, receivers: () => Promise.resolve(state.receivers) });
  return { state, wake, cursors: wake() };
};

const TAKEN: Taken = { ok: true };

describe("Cursors", () => {
  it("bring everything, in order, whatever receivers refuse and however often the object restarts", async () => {
    const step = fc.oneof(
      fc.record({ append: fc.integer({ min: 1, max: 300 }) }),
      fc.constant("restart" as const),
      fc.constant("run" as const),
    );
    const answer = fc.constantFrom<Taken | "lost">(
      TAKEN,
      TAKEN,
      { ok: false, retryAfterMs: 5 },
      "lost",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step), fc.array(answer), async (steps, answers) => {
        const { log, append } = openLog();
        const { state, wake, cursors } = open(log);
        let current = cursors;
        let now = 0;
        const script = answers.values();
        const stored: number[] = [];
        state.receivers = [
          receiver((seqs) => {
            const next = script.next().value ?? TAKEN;
            const isStored = next === "lost" || next.ok;
            if (isStored) stored.push(...seqs.filter((seq) => seq > (stored.at(-1) ?? 0)));
            // It has stored, and its answer did not come.
            if (next === "lost") throw new Error("connection lost");
            return next;
          }),
        ];
        for (const each of steps) {
          now += 120_000;
          if (each === "restart") current = wake();
          else if (each === "run") await current.run(now);
          else for (let n = 0; n < each.append; n++) append(now);
        }
        for (let tries = 0; tries <= answers.length; tries++) await current.run((now += 120_000));
        expect(stored).toEqual(Array.from({ length: log.lastSeq }, (_, index) => index + 1));
        expect(current.heldAfter).toBe(log.lastSeq);
        expect(current.dueAt).toBeNull();
      }),
    );
  });

  it("begin a new receiver where it was made, or at the start", async () => {
    const { log, append } = openLog();
    const { state, cursors } = open(log);
    for (const at of [10, 20, 30, 40]) append(at);
    const got: Record<string, number[]> = { late: [], all: [] };
    const noting = (id: string, since: number) =>
      receiver(
        (seqs) => {
          got[id]?.push(...seqs);
          return TAKEN;
        },
        { id, since },
      );
    state.receivers = [noting("late", 20), noting("all", -1)];
    await cursors.run(50);
    expect(got).toEqual({ late: [3, 4], all: [1, 2, 3, 4] });
  });

  it("begin anew with a receiver of the same name that is another", async () => {
    const { log, append } = openLog();
    const { state, cursors } = open(log);
    append(1);
    const pages: number[][] = [];
    const take = (seqs: number[]) => {
      pages.push(seqs);
      return TAKEN;
    };
    state.receivers = [receiver(take)];
    await cursors.run(1);
    state.receivers = [receiver(take, { incarnation: 2 })];
    await cursors.run(2);
    expect(pages).toEqual([[1], [1]]);
  });

  it("keep the place of a paused receiver, and no place of one that is gone", async () => {
    const { log, append } = openLog();
    const { state, cursors } = open(log);
    state.receivers = [receiver(() => TAKEN, { paused: true })];
    append(1);
    await cursors.run(1);
    expect(cursors.heldAfter).toBe(0);
    expect(cursors.dueAt).toBeNull();
    state.receivers = [];
    await cursors.run(2);
    expect(cursors.heldAfter).toBe(1);
  });

  it("keep what ends until it has everything, and then hold up nothing for it", async () => {
    const { log, append } = openLog();
    const { state, wake, cursors } = open(log);
    let isWell = false;
    const got: number[] = [];
    const ending = receiver(
      (seqs) => {
        if (isWell) got.push(...seqs);
        return isWell ? TAKEN : { ok: false, retryAfterMs: 1 };
      },
      { until: 20 },
    );
    state.receivers = [ending];
    for (const at of [10, 20]) append(at);
    await cursors.run(15);
    await cursors.run(1_000_000);
    expect(cursors.heldAfter).toBe(0);
    expect(cursors.dueAt).not.toBeNull();
    isWell = true;
    await cursors.run(2_000_000);
    expect(got).toEqual([1, 2]);
    for (let n = 0; n < 3; n++) append(2_000_001);
    expect(cursors.dueAt).toBeNull();
    const woken = wake();
    await woken.run(3_000_000);
    expect(got).toEqual([1, 2]);
    expect(woken.dueAt).toBeNull();
    expect(woken.heldAfter).toBe(5);
    // It goes on after all, from where it stopped.
    state.receivers = [{ ...ending, until: 4_000_000 }];
    await woken.run(3_100_000);
    expect(got).toEqual([1, 2, 3, 4, 5]);
  });

  it("tell how much was dropped before it was taken, once for all", async () => {
    const { log, append, dropUpTo } = openLog();
    const { state, wake, cursors } = open(log);
    const told: [number[], number][] = [];
    let isWell = true;
    state.receivers = [
      receiver((seqs, lost) => {
        if (!isWell) return { ok: false, retryAfterMs: 1 };
        told.push([seqs, lost]);
        return TAKEN;
      }),
    ];
    append(1);
    await cursors.run(1);
    isWell = false;
    for (let n = 0; n < 5; n++) append(2);
    await cursors.run(2);
    dropUpTo(4);
    isWell = true;
    const woken = wake();
    await woken.run(100_000);
    append(3);
    await woken.run(200_000);
    expect(told).toEqual([
      [[1], 0],
      [[5, 6], 3],
      [[7], 3],
    ]);
  });

  it("pass over what was dropped at the end, and rest", async () => {
    const { log, append, dropUpTo } = openLog();
    const { state, cursors } = open(log);
    const told: [number[], number][] = [];
    const take = (seqs: number[], lost: number) => {
      told.push([seqs, lost]);
      return TAKEN;
    };
    append(1);
    state.receivers = [receiver(take)];
    await cursors.run(1_000);
    for (let n = 0; n < 3; n++) append(2);
    dropUpTo(4);
    await cursors.run(10_000);
    expect(cursors.dueAt).toBeNull();
    expect(told).toEqual([
      [[1], 0],
      [[], 3],
    ]);
  });

  it("leave a failing receiver alone for a while, and the others not", async () => {
    const { log, append } = openLog();
    const { state, cursors } = open(log);
    const calls: string[] = [];
    const calling = (id: string, answer: Taken) =>
      receiver(
        () => {
          calls.push(id);
          return answer;
        },
        { id },
      );
    state.receivers = [
      calling("full", { ok: false, retryAfterMs: 30_000 }),
      calling("well", TAKEN),
    ];
    append(1);
    await cursors.run(1_000);
    append(2);
    await cursors.run(3_000);
    expect(calls).toEqual(["full", "well", "well"]);
    expect(cursors.dueAt).toBe(31_000);
    await cursors.run(31_000);
    expect(calls.at(-1)).toBe("full");
  });

  it("ask soon when there may be new receivers", async () => {
    const { log } = openLog();
    const { cursors } = open(log);
    await cursors.run(5_000);
    expect(cursors.dueAt).toBeNull();
    cursors.askAgain();
    expect(cursors.dueAt).toBe(7_000);
    await cursors.run(7_000);
    expect(cursors.dueAt).toBeNull();
  });
});
