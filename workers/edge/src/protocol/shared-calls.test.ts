import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SharedCalls } from "./shared-calls.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** An object that answers each request with itself, and what it was called with. */
const echo = (patienceMs?: number, answersAfterMs = 0) => {
  const sent: string[][] = [];
  const calls = new SharedCalls<string>(patienceMs);
  const work: Promise<void>[] = [];
  const ask = (request: string, { name = "object", about = "settings", nowMs = 0 } = {}) =>
    calls.ask(
      { name, about, request, nowMs },
      async (requests) => {
        sent.push([...requests]);
        if (requests.includes("poison")) throw new Error("away");
        if (answersAfterMs) await new Promise((resolve) => setTimeout(resolve, answersAfterMs));
        return requests.map((each) => `answer to ${each}`);
      },
      (each) => void work.push(each),
    );
  /** Three at a time, until they wait for each other. */
  const crowd = async (about = "settings") => {
    for (let round = 0; round < 3; round++) {
      const asked = Promise.all(["a", "b", "c"].map((each) => ask(each, { about })));
      await vi.runAllTimersAsync();
      await asked;
    }
    sent.length = 0;
  };
  return { ask, crowd, sent, work };
};

/** An object that answers its calls when it is told to. */
const slow = (patienceMs?: number) => {
  const sent: string[][] = [];
  const answering: (() => void)[] = [];
  const calls = new SharedCalls<string>(patienceMs);
  const ask = (request: string) =>
    calls.ask(
      { name: "object", about: "", request, nowMs: 0 },
      async (requests) => {
        sent.push([...requests]);
        await new Promise<void>((resolve) => answering.push(resolve));
        return [...requests];
      },
      () => undefined,
    );
  const answerAll = () => {
    for (const answer of answering) answer();
  };
  return { ask, sent, answering, answerAll };
};

describe("requests that share a call", () => {
  it("sends a request that comes alone at once, and in a call of its own", async () => {
    const { ask, sent, work } = echo();
    for (let nowMs = 0; nowMs < 5_000; nowMs += 50) {
      expect(await ask(`at ${nowMs}`, { nowMs })).toBe(`answer to at ${nowMs}`);
    }
    expect(sent).toHaveLength(100);
    expect(work).toHaveLength(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("sends those that come together in one call, and gives each its answer", async () => {
    const { ask, crowd, sent } = echo();
    await crowd();
    const asked = Promise.all(["d", "e", "f"].map((each) => ask(each)));
    await vi.runAllTimersAsync();
    expect(await asked).toEqual(["answer to d", "answer to e", "answer to f"]);
    expect(sent).toEqual([["d", "e", "f"]]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("gathers on while the object is at work on the call before, but not for ever", async () => {
    const { ask: slowly, sent, answering, answerAll } = slow();
    void slowly("alone");
    const first = Promise.all(["first", "beside"].map(slowly));
    await vi.advanceTimersByTimeAsync(1);
    const second = slowly("second");
    await vi.advanceTimersByTimeAsync(4);
    const third = slowly("third");
    expect(sent).toEqual([["alone"], ["first", "beside"]]);
    answering[1]?.();
    expect(await first).toEqual(["first", "beside"]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent.at(-1)).toEqual(["second", "third"]);
    const fourth = slowly("fourth");
    await vi.advanceTimersByTimeAsync(4);
    expect(sent).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent.at(-1)).toEqual(["fourth"]);
    answerAll();
    expect(await Promise.all([second, third, fourth])).toEqual(["second", "third", "fourth"]);
  });

  it("waits until all are here who were lately, where that is of use", async () => {
    const { ask, crowd, sent, work } = echo(6);
    await crowd();
    work.length = 0;
    const early = ask("d");
    await vi.advanceTimersByTimeAsync(1);
    const late = ask("e");
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toEqual([]);
    const last = ask("f");
    // No timer goes off: who comes last sends.
    expect(sent).toEqual([["d", "e", "f"]]);
    // Its call goes on when it has gone, as the first one's.
    expect(work).toHaveLength(2);
    const next = ask("g");
    expect(await Promise.all([early, late, last])).toEqual([
      "answer to d",
      "answer to e",
      "answer to f",
    ]);
    await vi.runAllTimersAsync();
    expect(await next).toBe("answer to g");
    expect(sent).toEqual([["d", "e", "f"], ["g"]]);
  });

  it("waits for those who do not come for two milliseconds, and for half of them the next time", async () => {
    const { ask, crowd, sent } = echo(6);
    await crowd();
    const alone = ["d", "e"].map((each) => ask(each));
    await vi.advanceTimersByTimeAsync(2);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toEqual([["d", "e"]]);
    await Promise.all(alone);
    const both = ["f", "g"].map((each) => ask(each));
    expect(sent.at(-1)).toEqual(["f", "g"]);
    await Promise.all(both);
  });

  it("waits while the object is at work, even if more are here than ever", async () => {
    const { ask: slowly, sent, answerAll } = slow(6);
    const first = ["alone", "first", "beside"].map(slowly);
    expect(sent).toEqual([["alone"], ["first", "beside"]]);
    const second = ["second", "third"].map(slowly);
    expect(sent).toHaveLength(2);
    answerAll();
    await Promise.all(first);
    const last = slowly("last");
    expect(sent).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(3);
    expect(sent.at(-1)).toEqual(["second", "third", "last"]);
    answerAll();
    expect(await Promise.all([...second, last])).toEqual(["second", "third", "last"]);
  });

  it("knows of a later call when an earlier one is answered", async () => {
    const { ask, sent, answering, answerAll } = slow(6);
    const asked = ["alone", "a", "b", "c", "d"].map(ask);
    await vi.advanceTimersByTimeAsync(20);
    expect(sent).toEqual([["alone"], ["a", "b"], ["c", "d"]]);
    answering[1]?.();
    await vi.advanceTimersByTimeAsync(0);
    asked.push(...["e", "f", "g", "h"].map(ask));
    expect(sent).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(20);
    answerAll();
    await Promise.all(asked);
  });

  it("waits on when somebody comes after a while", async () => {
    const { ask, crowd, sent } = echo(6);
    await crowd();
    const asked = [ask("d")];
    await vi.advanceTimersByTimeAsync(1);
    asked.push(ask("e"));
    await vi.advanceTimersByTimeAsync(2);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toEqual([["d", "e"]]);
    await Promise.all(asked);
  });

  it("stops waiting sooner where it waits longer", async () => {
    const waitsOf = async (patienceMs?: number) => {
      const { ask, crowd, sent } = echo(patienceMs);
      await crowd();
      let waits = 0;
      for (let n = 0; n < 12; n++) {
        sent.length = 0;
        const alone = ask(`${n}`);
        if (sent.length === 0) waits += 1;
        await vi.runAllTimersAsync();
        await alone;
      }
      return waits;
    };
    expect([await waitsOf(), await waitsOf(6)]).toEqual([7, 2]);
  });

  it("is soon over a burst", async () => {
    const { ask, crowd, sent } = echo(6);
    await crowd();
    const burst = Array.from({ length: 200 }, (_, n) => ask(`${n}`));
    await vi.runAllTimersAsync();
    await Promise.all(burst);
    const rounds: boolean[] = [];
    for (let round = 0; round < 20; round++) {
      sent.length = 0;
      const asked = ["d", "e"].map((each) => ask(each));
      rounds.push(sent.length === 1);
      await vi.runAllTimersAsync();
      await Promise.all(asked);
    }
    expect(rounds.indexOf(true)).toBeLessThan(10);
    expect(rounds.lastIndexOf(false)).toBeLessThan(10);
  });

  it("does not wait longer than it may, however many come", async () => {
    const { ask, crowd, sent } = echo(6);
    await crowd();
    const asked = ["d", "e"].map((each) => ask(each, { name: "more" }));
    for (let n = 0; n < 30; n++) asked.push(ask(`seen ${n}`, { name: "more" }));
    await vi.runAllTimersAsync();
    sent.length = 0;
    for (let ms = 0; ms < 6; ms++) {
      expect(sent).toEqual([]);
      asked.push(ask(`after ${ms}`, { name: "more" }));
      await vi.advanceTimersByTimeAsync(1);
    }
    expect(sent).toHaveLength(1);
    await vi.runAllTimersAsync();
    await Promise.all(asked);
  });

  it("sends a full call at once; who comes then waits for the next", async () => {
    const { ask, crowd, sent } = echo();
    await crowd();
    const asked = Array.from({ length: 52 }, (_, n) => ask(`${n}`));
    expect(sent.map(({ length }) => length)).toEqual([50]);
    await vi.runAllTimersAsync();
    expect(sent.map(({ length }) => length)).toEqual([50, 2]);
    expect(await Promise.all(asked)).toEqual(
      Array.from({ length: 52 }, (_, n) => `answer to ${n}`),
    );
  });

  it("keeps apart what goes to other objects, or with other settings", async () => {
    const { ask, crowd, sent } = echo();
    await crowd();
    const asked = Promise.all([
      ask("d"),
      ask("elsewhere", { name: "other" }),
      ask("otherwise", { about: "other settings" }),
      ask("e"),
    ]);
    await vi.runAllTimersAsync();
    await asked;
    expect(new Set(sent)).toEqual(new Set([["d", "e"], ["elsewhere"], ["otherwise"]]));
  });

  it("goes on for the others when whoever asked first has gone", async () => {
    const { ask, crowd, work } = echo();
    await crowd();
    work.length = 0;
    const asked = Promise.all(["d", "e"].map((each) => ask(each)));
    expect(work).toHaveLength(1);
    await vi.runAllTimersAsync();
    await Promise.all([...work, asked]);
  });

  it("fails all of a call that failed, and no other", async () => {
    const { ask, crowd } = echo();
    await crowd();
    const failed = Promise.allSettled(["d", "poison", "e"].map((each) => ask(each)));
    await vi.runAllTimersAsync();
    expect((await failed).map(({ status }) => status)).toEqual(Array(3).fill("rejected"));
    const next = Promise.all(["f", "g"].map((each) => ask(each)));
    await vi.runAllTimersAsync();
    expect(await next).toEqual(["answer to f", "answer to g"]);
    expect(vi.getTimerCount()).toBe(0);
  });

  describe("when the first one's request is cut off while they gather", () => {
    /** One whose timers never go off. */
    const cutOff = (ask: ReturnType<typeof echo>["ask"]) => {
      void ask("cut off");
      vi.clearAllTimers();
    };

    it("is sent with the next that comes late", async () => {
      const { ask, crowd, sent } = echo();
      await crowd();
      cutOff(ask);
      const beside = ask("beside it");
      expect(await ask("later", { nowMs: 1_000 })).toBe("answer to later");
      expect(await beside).toBe("answer to beside it");
      const together = Promise.all(["d", "e"].map((each) => ask(each, { nowMs: 1_001 })));
      await vi.runAllTimersAsync();
      expect(await together).toEqual(["answer to d", "answer to e"]);
      expect(sent).toEqual([
        ["cut off", "beside it", "later"],
        ["d", "e"],
      ]);
    });

    it("is sent by one of those who joined it where nobody comes", async () => {
      const { ask, crowd, sent, work } = echo();
      await crowd();
      cutOff(ask);
      work.length = 0;
      const beside = Promise.all(["d", "e"].map((each) => ask(each)));
      await vi.advanceTimersByTimeAsync(100);
      expect(sent).toEqual([["cut off", "d", "e"]]);
      expect(work).toHaveLength(1);
      expect(await beside).toEqual(["answer to d", "answer to e"]);
    });

    it("waits for a tenth of a second before it takes the first for gone", async () => {
      const { ask, crowd, sent } = echo();
      await crowd();
      cutOff(ask);
      const asked = [ask("in time", { nowMs: 100 })];
      expect(sent).toEqual([]);
      asked.push(ask("late", { nowMs: 101 }));
      expect(sent).toEqual([["cut off", "in time", "late"]]);
      await Promise.all(asked);
    });

    it("is sent beside those who gather by other settings meanwhile", async () => {
      const { ask, crowd, sent } = echo(6);
      await crowd();
      cutOff(ask);
      const asked = [ask("beside it")];
      await vi.advanceTimersByTimeAsync(99);
      const other = { about: "other", nowMs: 1_000 };
      asked.push(...["d", "e"].map((each) => ask(each, other)));
      await vi.advanceTimersByTimeAsync(1);
      expect(sent.at(-1)).toEqual(["cut off", "beside it"]);
      asked.push(ask("f", other));
      await vi.advanceTimersByTimeAsync(10);
      expect(sent.at(-1)).toEqual(["e", "f"]);
      await Promise.all(asked);
    });

    it("is sent where the next asks by other settings, too, which gather anew", async () => {
      const { ask, crowd, sent } = echo();
      await crowd();
      cutOff(ask);
      const beside = ask("beside it");
      const others = ["d", "e", "f"].map((each) => ask(each, { about: "other", nowMs: 1_000 }));
      await vi.advanceTimersByTimeAsync(100);
      expect(sent).toEqual([["d"], ["e", "f"], ["cut off", "beside it"]]);
      await Promise.all([beside, ...others]);
    });
  });

  it("tells who waits for an answer that never comes", async () => {
    const calls = new SharedCalls<string>();
    const never = () => new Promise<string[]>(() => undefined);
    const ask = (request: string, send: () => Promise<string[]>) =>
      calls.ask({ name: "object", about: "", request, nowMs: 0 }, send, () => undefined);
    await ask("first", async () => ["answer"]);
    const waiting = ["leads", "follows"].map((each) =>
      expect(ask(each, never)).rejects.toThrow("never answered"),
    );
    await vi.runAllTimersAsync();
    await Promise.all(waiting);
  });

  it.each([{ answers: ["one"] }, { answers: ["one", "two", "three"] }])(
    "does not take one answer for another's where there are $answers.length for two",
    async ({ answers }) => {
      const calls = new SharedCalls<string>();
      const ask = (request: string) =>
        calls.ask(
          { name: "object", about: "", request, nowMs: 0 },
          async (requests) => (requests.length === 1 ? ["one"] : answers),
          () => {},
        );
      expect(await ask("first")).toBe("one");
      const asked = Promise.allSettled([ask("second"), ask("third")]);
      await vi.runAllTimersAsync();
      expect((await asked).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    },
  );

  it("answers every request once and rightly, however they come, and fills no call too much", async () => {
    const arrivals = fc.array(
      fc.record({
        name: fc.constantFrom("one", "two"),
        about: fc.constantFrom("x", "x", "x", "y"),
        afterMs: fc.constantFrom(0, 0, 0, 0, 0, 1, 30),
      }),
      { maxLength: 300 },
    );
    const answering = fc.constantFrom(0, 0, 3, 150);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(0, 1, 6),
        answering,
        arrivals,
        async (patienceMs, answersAfterMs, requests) => {
          const { ask, sent } = echo(patienceMs, answersAfterMs);
          const asked: Promise<string>[] = [];
          let nowMs = 0;
          for (const [index, { name, about, afterMs }] of requests.entries()) {
            nowMs += afterMs;
            await vi.advanceTimersByTimeAsync(afterMs);
            asked.push(ask(`${index} ${name} ${about}`, { name, about, nowMs }));
          }
          await vi.runAllTimersAsync();
          const answers = await Promise.all(asked);
          expect(answers).toEqual(
            requests.map(({ name, about }, index) => `answer to ${index} ${name} ${about}`),
          );
          expect(sent.flat()).toHaveLength(requests.length);
          for (const together of sent) {
            expect(together.length).toBeLessThanOrEqual(50);
            const kinds = new Set(together.map((each) => each.replace(/^\d+ /, "")));
            expect(kinds.size).toBe(1);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
