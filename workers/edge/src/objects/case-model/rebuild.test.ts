import { createLearner } from "@nextmove/engine";
import { expect, it } from "vitest";
import { rebuild } from "./rebuild.ts";

it("gives others a turn after every page, so that nobody waits for a whole rebuild", async () => {
  const happened: string[] = [];
  await rebuild({
    learner: createLearner(),
    cursors: () => new Map([["0.0", 3]]),
    page: async (shard, after) => {
      happened.push(`${shard} after ${after}`);
      return { toSeq: after + 1, lessons: [], lived: [] };
    },
    now: () => 0,
    pause: async () => {
      happened.push("pause");
    },
  });
  expect(happened).toEqual([
    "0.0 after 0",
    "pause",
    "0.0 after 1",
    "pause",
    "0.0 after 2",
    "pause",
  ]);
});
