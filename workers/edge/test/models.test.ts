import { describe, expect, it } from "vitest";
import { openCase, type TestCase } from "./case-objects.ts";
import { call, decision, MINUTE_MS, reward, START, valueOf } from "./examples.ts";

const WANTED = {
  name: "test",
  learns: "none",
  warmStart: 1,
  settings: { policy: "model" },
  isRollbackPoint: false,
} as const;

/** Decisions whose reward depends on the action shown. */
const trade = async (
  { shard }: TestCase,
  name: string,
  decisions: number,
  rewardOf: (action: string) => number,
  model?: string,
): Promise<void> => {
  for (let i = 0; i < decisions; i++) {
    const now = START + i * MINUTE_MS;
    const query = `${name}-${i}`;
    const [decided] = await shard.decide(call(now), [decision(query, { model })]);
    const [shown = ""] = decided?.ok ? decided.value.actions : [];
    await shard.reward(call(now), [reward(query, rewardOf(shown))]);
  }
  await shard.status(START);
};

const liking = (best: string) => (action: string) => (action === best ? 10 : 0);

let asked = 0;
/** How a model would decide, without a trace in it. */
const ask = async ({ shard }: TestCase, model?: string) => {
  asked += 1;
  const item = decision(`asks-${asked}`, { model, test: true, explain: true });
  const [decided] = await shard.decide(call(START), [item]);
  const explained = decided?.ok ? decided.value.explanation : undefined;
  if (!explained) throw new Error("refused");
  const byName = explained.actions.toSorted((a, b) => (a.action < b.action ? -1 : 1));
  const probabilities = new Map(byName.map(({ action, probability }) => [action, probability]));
  return {
    ...explained,
    actions: byName,
    of: (action: string) => probabilities.get(action) ?? NaN,
  };
};

describe("a frozen version", () => {
  it("decides as the live line did, while that goes on learning, also after restarts", async () => {
    const test = openCase();
    await trade(test, "first", 15, liking("a"));
    const { id } = valueOf(await test.model.createVersion("live", WANTED, START));
    expect(id).toBe("test_v1");
    const frozen = await ask(test, id);
    expect(frozen).toMatchObject({ mode: "test", model_id: id });

    await trade(test, "second", 40, liking("b"));
    expect((await ask(test)).of("b")).toBeGreaterThan(0.5);
    expect((await ask(test, id)).actions).toEqual(frozen.actions);
    await test.evictShard();
    await test.evictModel();
    expect((await ask(test, id)).actions).toEqual(frozen.actions);
  });
});
