import { createLearner } from "@nextmove/engine";
import { expect, it } from "vitest";
import { rebuild } from "./rebuild.ts";

/** What a rebuild asks of a shard whose log, as far as it was absorbed, grows while it reads. */
const asked = async (absorbed: readonly number[]): Promise<string[]> => {
  const happened: string[] = [];
  let looked = 0;
  const page = (kind: string) => async (shard: string, after: number, upTo: number) => {
    happened.push(`${kind} ${shard} after ${after} up to ${upTo}`);
    return { toSeq: after + 1, lessons: [], lived: [] };
  };
  await rebuild({
    learner: createLearner(),
    cursors: () => new Map([["0.0", absorbed[Math.min(looked++, absorbed.length - 1)] ?? 0]]),
    recap: page("recap"),
    replay: page("replay"),
    shareOf: () => 1,
    now: () => 0,
    pause: async () => {
      happened.push("pause");
    },
  });
  return happened;
};

it("gives others a turn after every page, so that nobody waits for a whole rebuild", async () => {
  expect(await asked([3])).toEqual([
    "recap 0.0 after 0 up to 3",
    "pause",
    "recap 0.0 after 1 up to 3",
    "pause",
    "recap 0.0 after 2 up to 3",
    "pause",
  ]);
});

it("replays what was absorbed while it read the past", async () => {
  const calls = (await asked([1, 3])).filter((each) => each !== "pause");
  expect(calls).toEqual([
    "recap 0.0 after 0 up to 1",
    "replay 0.0 after 1 up to 3",
    "replay 0.0 after 2 up to 3",
  ]);
});
