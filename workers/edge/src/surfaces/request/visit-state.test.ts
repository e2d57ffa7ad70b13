import { beforeEach, expect, it, vi } from "vitest";
import { decision } from "../../../test/examples.ts";
import { customerShardOf } from "../../protocol/customer-shard/placement.ts";
import { customerShardName } from "../../protocol/names.ts";
import { sceneOf } from "./scene.fake.ts";
import { withVisitStates } from "./visit-state.ts";

const CONSUMERS = ["one", "two", "three"];

/** An environment in which the object of one consumer is away. */
const envWithout = (consumer: string): Env => {
  const away = customerShardName("mine", customerShardOf(consumer));
  const getByName = (name: string) => ({
    states: async (consumers: string[]) => {
      if (name === away) throw Object.assign(new Error("away"), { retryable: true });
      return consumers.map(() => ({ pages: 3 }));
    },
  });
  return { CUSTOMER_SHARD: { getByName } } as unknown as Env;
};

beforeEach(() => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  return () => log.mockRestore();
});

it("asks for patience for those whose object does not answer, and tells the states of the others", async () => {
  expect(new Set(CONSUMERS.map(customerShardOf)).size).toBe(CONSUMERS.length);
  const items = [...CONSUMERS, undefined].map((consumerId) => decision("q", { consumerId }));
  const told = await withVisitStates(sceneOf(envWithout("two")), items, () => true);
  expect(told.map(({ refused }) => refused?.code)).toEqual([
    undefined,
    "overloaded",
    undefined,
    undefined,
  ]);
  expect(told[0]?.observation).not.toEqual(items[0]?.observation);
  expect(told[3]).toBe(items[3]);
});

it("leaves alone decisions that bring a state", async () => {
  const items = CONSUMERS.map((consumerId) => decision("q", { consumerId }));
  expect(await withVisitStates(sceneOf(envWithout("two")), items, () => false)).toEqual(items);
});
