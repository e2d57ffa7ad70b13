import fc from "fast-check";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { Attempt } from "../../forward/attempt.ts";
import { type Gate, sendableAt } from "../../forward/gate.ts";
import type { Message } from "../../protocol/sink/message.ts";
import { fakeSqlStorage } from "../sql-storage.fake.ts";
import { drain, type DrainDeps } from "./drain.ts";
import type { SinkQueue } from "./sink-queue.ts";
import type { Shape } from "../../forward/kinds/kind.ts";
import { SinkStorage } from "./sink-storage.ts";

const DAY_MS = 86_400_000;
const ONE_BY_ONE: Shape = { most: 1, inOrder: "visitor", lingerMs: 0 };

const message = (seq: number, visitor: string): Message => ({
  id: `shop.0.0.${seq}`,
  type: "reward",
  at: new Date(seq).toISOString(),
  account: "tests",
  case_id: "shop",
  visitor,
  data: { value: seq },
});

/** What an endpoint may do with a request. `late`: it takes it, and the answer comes after the timeout. */
const bad = fc.constantFrom<Attempt & { taken: boolean }>(
  { ok: false, reason: "answered 500", taken: false },
  { ok: false, reason: "answered 301: redirects are not followed", taken: false },
  { ok: false, reason: "answered 503", retryAfterMs: 90_000, taken: false },
  { ok: false, reason: "answered 429", retryAfterMs: 5_000, taken: true },
  { ok: false, reason: "no answer within 15000 ms", taken: false },
  { ok: false, reason: "no answer within 15000 ms", taken: true },
);
const good = { ok: true, taken: true } as const;
type Answer = Attempt & { taken: boolean };

/** A sink's object over its tables: what is in memory is lost with it, the tables stay. */
const openSink = (shape = ONE_BY_ONE) => {
  const sql = fakeSqlStorage();
  const world = { now: 1_000, gone: false, skipped: 0, arrived: [] as Message[] };
  const wake = (send: DrainDeps["send"], random: () => number = () => 0.5) => {
    const storage = new SinkStorage(sql);
    const { queue } = storage;
    const deps: DrainDeps = {
      queue,
      shape,
      gate: (): Gate => storage.state.gate,
      send,
      note: ({ gate, gone, skipped = 0 }) => {
        if (gate) storage.write({ gate });
        world.gone ||= gone ?? false;
        world.skipped += skipped;
      },
      now: () => world.now,
      random,
    };
    return { queue, storage, deps, drain: () => drain(deps, () => world.gone) };
  };
  const take = (messages: readonly Message[]) =>
    new SinkStorage(sql).take({
      source: "shop.0.0",
      incarnation: 1,
      toSeq: messages.length,
      lost: 0,
      messages: messages.map((each, index) => ({ seq: index + 1, message: each })),
    });
  return { sql, world, wake, take };
};

/** Lets time pass to when something may be sent again. Says whether there is anything. */
const waitForNext = (
  world: { now: number },
  { queue, storage }: { queue: SinkQueue; storage: SinkStorage },
): boolean => {
  const due = queue.hasFresh(1) ? world.now : queue.nextRetry;
  if (due === null) return false;
  world.now = Math.max(world.now, due, sendableAt(storage.state.gate));
  return true;
};

describe("drain", () => {
  it("loses nothing and keeps each visitor's order, whatever the endpoint does and whenever it dies", async () => {
    const scenario = fc.record({
      visitors: fc.array(fc.constantFrom("anna", "ben", "cleo"), { minLength: 1, maxLength: 25 }),
      // Fewer than what parks a message, so that all must arrive in the end.
      answers: fc.array(fc.oneof({ weight: 3, arbitrary: bad }, fc.constant<Answer>(good)), {
        maxLength: 35,
      }),
      crashes: fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 4 }),
      draws: fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
      order: fc.scheduler(),
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ visitors, answers, crashes, draws, order }) => {
        const { world, wake, take } = openSink();
        const messages = visitors.map((visitor, index) => message(index + 1, visitor));
        take(messages);
        // What a log sends again is known.
        take(messages);
        const random = () => draws.next().value ?? 0;
        const script = answers.values();
        for (;;) {
          let sendsLeft = crashes.pop() ?? Number.POSITIVE_INFINITY;
          let crash: () => void = () => undefined;
          const crashed = new Promise<"crashed">((resolve) => {
            crash = () => resolve("crashed");
          });
          let isDead = false;
          const send: DrainDeps["send"] = async ([first]) => {
            const answer = script.next().value ?? good;
            await order.schedule(Promise.resolve());
            if (answer.taken && !isDead) world.arrived.push(first);
            if (sendsLeft-- <= 0) {
              isDead = true;
              crash();
            }
            // A dead process gets no answer.
            return isDead ? new Promise(() => undefined) : answer;
          };
          const sink = wake(send, random);
          const end = await order.waitFor(Promise.race([sink.drain(), crashed]));
          if (end !== "crashed" && !waitForNext(world, sink)) break;
        }
        const ids = world.arrived.map(({ id }) => id);
        expect(new Set(ids)).toEqual(new Set(messages.map(({ id }) => id)));
        for (const visitor of new Set(visitors)) {
          const seqs = world.arrived
            .filter((each) => each.visitor === visitor)
            .map(({ data }) => Number(data["value"]));
          expect(seqs).toEqual(seqs.toSorted((left, right) => left - right));
        }
        const { delivered, waiting, parked } = wake(() => null).storage.counts();
        expect({ delivered, waiting, parked }).toEqual({
          delivered: messages.length,
          waiting: 0,
          parked: 0,
        });
      }),
      { numRuns: 200 },
    );
  });

  it("lets nobody wait for another visitor's failing message", async () => {
    const { wake, take } = openSink();
    take([message(1, "anna"), message(2, "anna"), message(3, "ben")]);
    const sent: string[] = [];
    const sink = wake(([{ id, visitor }]) => {
      sent.push(id);
      return Promise.resolve(
        visitor === "anna" ? { ok: false, reason: "answered 400" } : { ok: true },
      );
    });
    await sink.drain();
    expect(sent).toEqual(["shop.0.0.1", "shop.0.0.3"]);
    expect(sink.storage.counts()).toMatchObject({ delivered: 1, waiting: 2 });
  });

  it("parks what fails for three days, goes on with what comes after, and tries again on replay", async () => {
    const { world, wake, take } = openSink();
    take([message(1, "anna"), message(2, "anna")]);
    let isWell = false;
    const sent: string[] = [];
    const sink = wake(([{ id }]) => {
      sent.push(id);
      const isRefused = id === "shop.0.0.1" && !isWell;
      return Promise.resolve(isRefused ? { ok: false, reason: "answered 422" } : { ok: true });
    });
    const begunAt = world.now;
    for (let tries = 0; tries < 100 && sink.storage.counts().parked === 0; tries++) {
      await sink.drain();
      if (!waitForNext(world, sink)) break;
    }
    expect(world.now - begunAt).toBeGreaterThanOrEqual(3 * DAY_MS);
    expect(sink.storage.reasons()).toMatchObject([{ id: "shop.0.0.1", reason: "answered 422" }]);
    await sink.drain();
    expect(sink.storage.counts()).toMatchObject({ delivered: 1, waiting: 0, parked: 1 });

    isWell = true;
    expect(sink.storage.replay()).toBe(1);
    await sink.drain();
    expect(sink.storage.counts()).toMatchObject({ delivered: 2, waiting: 0, parked: 0 });
    expect(sent.slice(-2)).toEqual(["shop.0.0.2", "shop.0.0.1"]);
  });

  it("leaves an endpoint alone that fails for everybody, and then tries with one request", async () => {
    const { world, wake, take } = openSink();
    take(Array.from({ length: 100 }, (_, index) => message(index + 1, `visitor-${index}`)));
    let sent = 0;
    let isWell = false;
    const sink = wake(() => {
      sent += 1;
      return Promise.resolve(isWell ? { ok: true } : { ok: false, reason: "answered 500" });
    });
    await sink.drain();
    // Ten open it; those under way come on top.
    expect(sent).toBeLessThanOrEqual(15);
    const before = sent;
    waitForNext(world, sink);
    await sink.drain();
    expect(sent).toBe(before + 1);
    isWell = true;
    while (waitForNext(world, sink)) await sink.drain();
    expect(sink.storage.counts()).toMatchObject({ delivered: 100, waiting: 0 });
  });

  it("waits as long as the endpoint asks for", async () => {
    const { world, wake, take } = openSink();
    take([message(1, "anna"), message(2, "ben")]);
    const sentAt: number[] = [];
    const sink = wake(() => {
      sentAt.push(world.now);
      return Promise.resolve(
        sentAt.length <= 2
          ? { ok: false, reason: "answered 429", retryAfterMs: 120_000 }
          : { ok: true },
      );
    });
    await sink.drain();
    await sink.drain();
    expect(sentAt).toHaveLength(2);
    while (waitForNext(world, sink)) await sink.drain();
    expect(sentAt.slice(2).every((at) => at >= 121_000)).toBe(true);
    expect(sink.storage.counts()).toMatchObject({ delivered: 2 });
  });

  it("stops at once when the endpoint wants no more, and keeps what it has", async () => {
    const { world, wake, take } = openSink();
    take(Array.from({ length: 20 }, (_, index) => message(index + 1, `visitor-${index}`)));
    let sent = 0;
    const sink = wake(() => {
      sent += 1;
      return Promise.resolve({ ok: false, reason: "answered 410", gone: true });
    });
    await sink.drain();
    expect(world.gone).toBe(true);
    expect(sent).toBeLessThanOrEqual(6);
    expect(sink.storage.counts()).toMatchObject({ delivered: 0, waiting: 20, parked: 0 });
  });

  it("puts a visitor's messages together where the sink takes several, and tries failed ones alone", async () => {
    const { world, wake, take } = openSink({ most: 3, inOrder: "visitor", lingerMs: 0 });
    take("aabaaab".split("").map((visitor, index) => message(index + 1, visitor)));
    const sent: string[][] = [];
    const sink = wake((batch) => {
      sent.push(batch.map(({ data }) => String(data["value"])));
      return Promise.resolve(sent.length === 1 ? { ok: false, reason: "answered 500" } : good);
    });
    await sink.drain();
    while (waitForNext(world, sink)) await sink.drain();
    expect(sent).toEqual([["1", "2", "4"], ["3", "7"], ["1"], ["2", "4", "5"], ["6"]]);
  });

  it("goes on with the others when a message breaks what brings it into form", async () => {
    const { world, wake, take } = openSink();
    take([message(1, "anna"), message(2, "ben")]);
    const errors = vi.spyOn(console, "error").mockImplementation(() => undefined);
    onTestFinished(() => errors.mockRestore());
    const sink = wake(([{ id }]) => {
      if (id === "shop.0.0.1") throw new TypeError("no such field");
      return Promise.resolve(good);
    });
    await sink.drain();
    expect(sink.storage.counts()).toMatchObject({ delivered: 1, waiting: 1 });
    expect(waitForNext(world, sink)).toBe(true);
    expect(errors).toHaveBeenCalledTimes(1);
  });

  it("is not held up by a visitor who was forgotten while a message of theirs failed", async () => {
    const { world, wake, take } = openSink();
    take([message(1, "anna"), message(2, "ben")]);
    const sent: string[] = [];
    const sink = wake(([{ id, visitor }]) => {
      sent.push(id);
      if (visitor === "anna") sink.storage.forget("anna");
      return Promise.resolve(sent.length <= 2 ? { ok: false, reason: "answered 500" } : good);
    });
    await sink.drain();
    while (waitForNext(world, sink)) await sink.drain();
    expect(sent).toEqual(["shop.0.0.1", "shop.0.0.2", "shop.0.0.2"]);
    expect(sink.storage.counts()).toMatchObject({ waiting: 0, erased: 1, delivered: 1 });
  });

  it("skips, and counts, what the sink has no form for", async () => {
    const { world, wake, take } = openSink();
    take([message(1, "anna"), message(2, "anna")]);
    const sink = wake(([{ id }]) => (id === "shop.0.0.1" ? null : Promise.resolve(good)));
    await sink.drain();
    expect(world.skipped).toBe(1);
    expect(sink.storage.counts().waiting).toBe(0);
  });
});
