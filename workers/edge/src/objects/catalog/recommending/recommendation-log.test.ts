import { observe } from "@nextmove/engine";
import { expect, it } from "vitest";
import { START } from "../../../../test/examples.ts";
import type { DecisionBody } from "../../../decision-log/events.ts";
import { fakeSqlStorage } from "../../sql-storage.fake.ts";
import { RecommendationLog } from "./recommendation-log.ts";

const nothing = observe({});
if (!nothing.ok) throw new Error("an empty state is refused");
const { value: observation } = nothing;

const list: DecisionBody = {
  at: START,
  request: "r",
  fingerprint: "f",
  observation,
  order: ["a"],
  probabilities: [1],
  scores: [1],
  mode: "recommendation",
  model: 0,
  space: 0,
  activation: "immediate",
  terms: [],
};

it("delivers what there was when it was asked: what goes on coming is for the next time", async () => {
  const log = new RecommendationLog(fakeSqlStorage());
  const sent: string[][] = [];
  // A shard so far away that something new comes during each call, of which a test needs some end.
  const send = async (lists: readonly { queryId: string }[]) => {
    sent.push(lists.map(({ queryId }) => queryId));
    if (sent.length < 100) log.append(`q${sent.length + 1}`, list);
    return [];
  };
  log.append("q1", list);
  await log.deliver(send);
  expect(sent).toEqual([["q1"]]);
  expect(log.isDelivered).toBe(false);
  await log.deliver(send);
  expect(sent).toEqual([["q1"], ["q2"]]);
});
