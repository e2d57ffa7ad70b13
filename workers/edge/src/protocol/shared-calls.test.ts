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
const echo = () => {
  const sent: string[][] = [];
  const calls = new SharedCalls<string>();
  const work: Promise<void>[] = [];
  const ask = (request: string, { name = "object", about = "settings", nowMs = 0 } = {}) =>
    calls.ask(
      { name, about, request, nowMs },
      async (requests) => {
        sent.push([...requests]);
        if (requests.includes("poison")) throw new Error("away");
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
    const calls = new SharedCalls<string>();
    const sent: string[][] = [];
    const answering: (() => void)[] = [];
    const slowly = (request: string) =>
      calls.ask(
        { name: "object", about: "", request, nowMs: 0 },
        async (requests) => {
          sent.push([...requests]);
          await new Promise<void>((resolve) => answering.push(resolve));
          return [...requests];
        },
        () => undefined,
      );
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
    for (const answer of answering) answer();
    expect(await Promise.all([second, third, fourth])).toEqual(["second", "third", "fourth"]);
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

  it("does not wait for one whose request was cut off while it gathered", async () => {
    const { ask, crowd, sent } = echo();
    await crowd();
    void ask("cut off");
    // Its timers never fire.
    vi.clearAllTimers();
    void ask("beside it").catch(() => undefined);
    expect(await ask("later", { nowMs: 1_000 })).toBe("answer to later");
    const together = Promise.all(["d", "e"].map((each) => ask(each, { nowMs: 1_001 })));
    await vi.runAllTimersAsync();
    expect(await together).toEqual(["answer to d", "answer to e"]);
    expect(sent).toEqual([["later"], ["d", "e"]]);
  });

  it("tells who waits for an answer that never comes", async () => {
    const calls = new SharedCalls<string>();
    const never = () => new Promise<string[]>(() => undefined);
    const ask = (request: string, send: () => Promise<string[]>) =>
      calls.ask({ name: "object", about: "", request, nowMs: 0 }, send, () => undefined);
    await ask("first", async () => ["answer"]);
    void ask("leads", never);
    const waiting = expect(ask("follows", never)).rejects.toThrow("never answered");
    await vi.runAllTimersAsync();
    await waiting;
  });

  it("does not take one answer for another's where there are too few", async () => {
    const calls = new SharedCalls<string>();
    const ask = (request: string) =>
      calls.ask(
        { name: "object", about: "", request, nowMs: 0 },
        async () => ["one"],
        () => {},
      );
    expect(await ask("first")).toBe("one");
    const asked = Promise.allSettled([ask("second"), ask("third")]);
    await vi.runAllTimersAsync();
    expect((await asked).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });

  it("answers every request once and rightly, however they come, and fills no call too much", async () => {
    const arrivals = fc.array(
      fc.record({
        name: fc.constantFrom("one", "two"),
        about: fc.constantFrom("x", "x", "x", "y"),
        afterMs: fc.constantFrom(0, 0, 0, 0, 0, 1, 30),
      }),
      { maxLength: 300 },
    );
    await fc.assert(
      fc.asyncProperty(arrivals, async (requests) => {
        const { ask, sent } = echo();
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
      }),
      { numRuns: 50 },
    );
  });
});
