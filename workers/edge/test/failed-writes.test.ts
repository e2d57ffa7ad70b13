import { runInDurableObject } from "cloudflare:test";
import { expect, it } from "vitest";
import { openCase, type TestCase } from "./case-objects.ts";
import { failureOf } from "../src/http/failure-of.ts";
import { call, decision, reward, START } from "./examples.ts";

const inTables = (test: TestCase, statement: string): Promise<void> =>
  runInDurableObject(test.rawShard, (_, { storage }) => {
    storage.sql.exec(statement);
  });

/** Lets a shard fail in the middle of what it stores of an event, as on a full disk. */
const failToWait = (test: TestCase): Promise<void> =>
  inTables(
    test,
    "CREATE TRIGGER broken BEFORE INSERT ON waiting BEGIN SELECT RAISE(ABORT, 'full'); END",
  );

it("stores nothing of a call that fails in the middle, so that it can be sent again", async () => {
  const test = openCase();
  await test.shard.decide(call(START), [decision("other")]);
  await failToWait(test);
  const early = [reward("q", 50, { rewardId: "r" })];
  await expect(test.shard.reward(call(START), early)).rejects.toThrow("full");
  await inTables(test, "DROP TRIGGER broken");

  const [again] = await test.shard.reward(call(START), early);
  expect(again).toMatchObject({ ok: true, value: { replay: false, meta: { pending: true } } });
  await test.shard.decide(call(START), [decision("q")]);
  await test.shard.status(START);
  const learned = [...(await test.sums()).values()].map(({ n, sum }) => [n, sum]);
  expect(learned).toContainEqual([1, 50]);
});

it("asks those to send again what was lost beside a call that fails", async () => {
  const test = openCase();
  await test.shard.decide(call(START), [decision("other")]);
  await failToWait(test);
  const { shard } = test;
  const codeOf = (answer: Promise<unknown>, requestId: string) =>
    answer.then(
      () => "answered",
      (error: unknown) => failureOf(error, requestId).code,
    );
  const answers = ["before", "failing", "after"].map((requestId) => {
    const named = { ...call(START), requestId };
    const asked =
      requestId === "failing"
        ? shard.reward(named, [reward("q", 50)])
        : shard.decide(named, [decision(requestId)]);
    return codeOf(asked, requestId);
  });
  expect(await Promise.all(answers)).toEqual(["overloaded", "internal", "overloaded"]);
});
