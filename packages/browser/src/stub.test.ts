import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { DecideRequest, Nextmove } from "./api.ts";
import { createInert } from "./inert.ts";
import type { StubCall } from "./script-tag/stub-call.ts";

const THROWING: DecideRequest = {
  get actions(): string[] {
    throw new Error("the page's");
  },
};

type Page = { nextmove?: Nextmove & { calls: StubCall[] } };

/** Runs the stub as an inline script of a new page. */
async function load(page: Page = {}): Promise<Nextmove & { calls: StubCall[] }> {
  vi.stubGlobal("window", page);
  vi.resetModules();
  await import("./stub.ts");
  if (!page.nextmove) throw new Error("the stub did not start");
  return page.nextmove;
}

/** What the script does when it arrives. */
function arrive(stub: { calls: StubCall[] }, nextmove: Partial<Nextmove>): void {
  const sdk = { ...createInert({ key: "pk_test", endpoint: "https://edge.example" }), ...nextmove };
  for (const call of stub.calls) call.run(sdk, Date.now() - call.at);
}

describe("the stub", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1000 });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("keeps calls with their time, in order", async () => {
    const stub = await load();
    const log: unknown[] = [];
    stub.attributes({ member: true });
    vi.setSystemTime(1200);
    stub.reward({ event_type: "click" });
    expect(stub.calls.map(({ at }) => at)).toEqual([1000, 1200]);
    arrive(stub, {
      attributes: (record) => log.push(record),
      reward: (reward) => log.push(reward),
    });
    expect(log).toEqual([{ member: true }, { event_type: "click" }]);
  });

  it("resolves a decision with the SDK's, within what is left of the deadline", async () => {
    const stub = await load();
    const decided = stub.decide({ actions: ["a"] });
    vi.setSystemTime(1100);
    let deadline: number | undefined;
    const real = await createInert({ key: "pk_test", endpoint: "https://edge.example" }).decide({
      actions: ["real"],
    });
    arrive(stub, {
      decide: async (request?: DecideRequest) => {
        deadline = request?.deadline;
        return real;
      },
    });
    expect(await decided).toBe(real);
    expect(deadline).toBe(200);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("resolves a decision with the page's own order when no SDK comes in time", async () => {
    const stub = await load();
    const decided = stub.decide({ case: "shop", actions: ["a", "b"], fallback: ["b"], limit: 1 });
    await vi.advanceTimersByTimeAsync(300);
    const decision = await decided;
    expect(decision).toMatchObject({ case: "shop", source: "default", action: "b", queryId: "" });
    expect(decision.shown()).toBeUndefined();
  });

  it.each([null, { actions: 5 }, { fallback: { length: 1 } }, { actions: "abc" }])(
    "answers %j, which is no request, with an empty order",
    async (request) => {
      const stub = await load();
      const decided = stub.decide(request as unknown as DecideRequest);
      await vi.advanceTimersByTimeAsync(300);
      expect(await decided).toMatchObject({ source: "default", actions: [] });
    },
  );

  it("answers a request that throws when it is read, and goes on with the calls after it", async () => {
    const stub = await load();
    const decided = stub.decide(THROWING);
    stub.reward({ event_type: "click" });
    const log: unknown[] = [];
    arrive(stub, { reward: (reward) => log.push(reward) });
    expect(await decided).toMatchObject({ source: "default", actions: [] });
    expect(log).toEqual([{ event_type: "click" }]);
  });

  it("stops listening, also when it was asked to before the SDK came", async () => {
    const stub = await load();
    const off = stub.on("decision", () => {});
    off();
    let stopped = false;
    arrive(stub, { on: () => () => (stopped = true) });
    await vi.advanceTimersByTimeAsync(0);
    expect(stopped).toBe(true);
  });

  it("answers consent and flush", async () => {
    const stub = await load();
    expect(stub.consent()).toBe("pending");
    expect(stub.consent("granted")).toBe("granted");
    expect(stub.consent()).toBe("granted");
    const flushed = stub.flush();
    const log: unknown[] = [];
    arrive(stub, { consent: (state = "pending") => (log.push(state), state) });
    expect(await flushed).toBeUndefined();
    expect(log).toEqual(["granted"]);
  });

  it("does not take the place of a running SDK", async () => {
    const page: Page = {
      nextmove: { ...createInert({ key: "pk_test", endpoint: "https://edge.example" }), calls: [] },
    };
    const running = page.nextmove;
    expect(await load(page)).toBe(running);
  });
});
