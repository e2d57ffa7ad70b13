import { expect, it } from "vitest";
import { openCase } from "./case-objects.ts";
import { call, decision, reward, selection, START, valueOf } from "./examples.ts";

it("a shard of an older epoch takes no new decision, and stands by those it made", async () => {
  const { shard } = openCase();
  const [first] = await shard.decide(call(START), [decision("old")]);
  if (!first) throw new Error("no outcome");
  const grown = call(START + 1, { newestEpoch: 1 });

  const [again, conflict, fresh] = await shard.decide(grown, [
    decision("old"),
    decision("old", { state: { other: true } }),
    decision("new"),
  ]);
  expect(again).toEqual({ ok: true, value: { ...valueOf(first), replay: true } });
  expect(conflict).toMatchObject({ ok: false, error: { code: "query_id_conflict" } });
  expect(fresh).toMatchObject({ ok: false, error: { code: "newer_epoch" } });

  const [selected] = await shard.select(grown, [selection("old", "b")]);
  const [rewarded] = await shard.reward(grown, [reward("old", 1)]);
  expect([selected?.ok, rewarded?.ok]).toEqual([true, true]);
  expect(await shard.knows(["old", "new"])).toEqual([true, false]);
});

it("a shard of an older epoch takes the decision that its selects and rewards wait for", async () => {
  const { shard, sums } = openCase();
  await shard.select(call(START), [selection("early", "b")]);
  await shard.reward(call(START), [reward("early", 50, { rewardId: "r" })]);
  const grown = call(START + 1, { newestEpoch: 1 });

  // What is sent again finds its first copy here, and the decision finds both.
  expect(await shard.knows(["early", "other"])).toEqual([true, false]);
  const [again] = await shard.reward(grown, [reward("early", 50, { rewardId: "r" })]);
  expect(again).toMatchObject({ ok: true, value: { replay: true } });
  const [decided, other] = await shard.decide(grown, [decision("early"), decision("other")]);
  expect(decided).toMatchObject({ ok: true, value: { replay: false } });
  expect(other).toMatchObject({ ok: false, error: { code: "newer_epoch" } });
  expect(await shard.status(START + 1)).toMatchObject({ waiting: 0, unattached: 0 });
  expect((await sums()).get("b")).toMatchObject({ n: 1, sum: 50 });
});

it("a decision is answered the same on the next day", async () => {
  const { shard } = openCase();
  const [first] = await shard.decide(call(START), [decision("q")]);
  if (!first) throw new Error("no outcome");
  const [again] = await shard.decide(call(START + 86_400_000), [decision("q"), decision("r")]);
  expect(again).toEqual({ ok: true, value: { ...valueOf(first), replay: true } });
});
