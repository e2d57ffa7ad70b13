import { observe } from "@nextmove/engine";
import { describe, expect, it } from "vitest";
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

describe("lists on their way to the shards", () => {
  /** Takes what it is sent, unless it is away. */
  const shard = () => {
    const taken: string[] = [];
    let isAway = false;
    return {
      taken,
      leave: () => void (isAway = true),
      comeBack: () => void (isAway = false),
      send: async (lists: readonly { queryId: string; body: string }[]) => {
        if (isAway) throw new Error("away");
        taken.push(...lists.map(({ queryId }) => queryId));
        return [];
      },
    };
  };
  const names = (count: number) => Array.from({ length: count }, (_, n) => `q${n}`);

  it("come each once and in order, though more wait than are held in memory", async () => {
    const log = new RecommendationLog(fakeSqlStorage());
    const { taken, send, leave, comeBack } = shard();
    const all = names(2_300);
    for (const [n, name] of all.entries()) {
      log.append(name, list);
      if (n === 200) await log.deliver(send);
      if (n === 300) leave();
      if (n === 400) await log.deliver(send).catch(() => undefined);
    }
    comeBack();
    await log.deliver(send);
    expect(taken).toEqual(all);
    expect(log.isDelivered).toBe(true);
  });

  it("come after a restart from where they are stored", async () => {
    const sql = fakeSqlStorage();
    const { taken, send } = shard();
    const before = new RecommendationLog(sql);
    for (const name of ["q0", "q1"]) before.append(name, list);
    const after = new RecommendationLog(sql);
    after.append("q2", list);
    await after.deliver(send);
    expect(taken).toEqual(["q0", "q1", "q2"]);
  });

  it("carry no name that was to be forgotten before they left", async () => {
    const log = new RecommendationLog(fakeSqlStorage());
    for (const name of names(3)) log.append(name, { ...list, consumer: "gone" });
    log.append("other", { ...list, consumer: "stays" });
    expect(log.forgetConsumer("gone", "")).toBeNull();
    const bodies: string[] = [];
    await log.deliver(async (lists) => {
      bodies.push(...lists.map(({ body }) => body));
      return [];
    });
    expect(bodies.map((body) => JSON.parse(body).consumer)).toEqual([
      undefined,
      undefined,
      undefined,
      "stays",
    ]);
  });
});
