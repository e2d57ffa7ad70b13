import { expect, it } from "vitest";
import { openCase } from "./case-objects.ts";
import { call, decision, MINUTE_MS, reward, START } from "./examples.ts";

const BEST: Record<string, string> = { phone: "a", desktop: "c" };

it("learns, through its objects, that two contexts have opposite best actions", async () => {
  const { shard, model } = openCase();
  let now = START;
  const rounds = 120;
  const right: boolean[] = [];
  for (let round = 0; round < rounds; round++) {
    now += MINUTE_MS;
    const device = round % 2 === 0 ? "phone" : "desktop";
    const queryId = `q${round}`;
    const [decided] = await shard.decide(call(now), [decision(queryId, { state: { device } })]);
    if (!decided?.ok) throw new Error("refused");
    const isRight = decided.value.actions[0] === BEST[device];
    right.push(isRight);
    await shard.reward(call(now), [reward(queryId, isRight ? 1 : 0)]);
    if (round % 10 === 9) {
      await shard.status(now);
      await model.runDue();
    }
  }
  const late = right.slice(-40).filter(Boolean).length;
  // Chance is a third.
  expect(late).toBeGreaterThan(30);

  const scores = async (device: string) => {
    const item = decision(`asks-${device}`, { state: { device }, test: true, explain: true });
    const [decided] = await shard.decide(call(now), [item]);
    if (!decided?.ok) throw new Error("refused");
    const actions = decided.value.explanation?.actions ?? [];
    return new Map(actions.map(({ action, score }) => [action, score ?? 0]));
  };
  const phone = await scores("phone");
  const desktop = await scores("desktop");
  expect(phone.get("a")).toBeGreaterThan(phone.get("c") ?? 0);
  expect(desktop.get("c")).toBeGreaterThan(desktop.get("a") ?? 0);
});

it("keeps what it learned itself when it wakes before the model has heard of it", async () => {
  const test = openCase();
  const teacher = test.shardAt({ epoch: 0, shard: 1 });
  const actions = ["a"];
  await teacher.decide(call(START), [decision("theirs", { actions })]);
  await teacher.reward(call(START), [reward("theirs", 10)]);
  await teacher.status(START);

  const expected = async (query: string) => {
    const item = decision(query, { actions, test: true, explain: true });
    const [decided] = await test.shard.decide(call(START), [item]);
    return decided?.ok ? (decided.value.explanation?.actions[0]?.score ?? 0) : 0;
  };
  const before = await expected("before");
  await test.shard.decide(call(START), [decision("own", { actions })]);
  await test.shard.reward(call(START), [reward("own", 90)]);
  const learned = await expected("learned");
  expect(learned).toBeGreaterThan(before);
  await test.evictShard();
  expect(await expected("woken")).toBeCloseTo(learned, 5);
});

it("weighs rewards alike that came before and after another range of rewards", async () => {
  const test = openCase();
  const actions = ["a"];
  for (const [query, reward_range] of [
    ["wide", { min: -100, max: 100 }],
    ["narrow", { min: 0, max: 2 }],
  ] as const) {
    const settings = { reward_range };
    await test.shard.decide(call(START, { settings }), [decision(query, { actions })]);
    await test.shard.reward(call(START, { settings }), [reward(query, 1.5)]);
  }
  await test.shard.status(START);
  const sums = (await test.sums()).get("a");
  expect(sums?.sum).toBeCloseTo(3, 9);
  expect(sums?.squares).toBeCloseTo(2 * 1.5 ** 2, 9);
});
