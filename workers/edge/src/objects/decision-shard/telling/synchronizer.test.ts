import { createLearner, observe, publish } from "@nextmove/engine";
import { expect, it } from "vitest";
import type { ShardEvent } from "../../../decision-log/events.ts";
import { Synchronizer } from "./synchronizer.ts";

const nothing = observe({});
if (!nothing.ok) throw new Error("an empty state is refused");
const { value: observation } = nothing;

const NOW = 1_800_000_000_000;

const decision = (seq: number): ShardEvent => ({
  seq,
  queryId: `q${seq}`,
  kind: "decision",
  dedupeKey: "",
  body: {
    at: NOW,
    request: "r",
    fingerprint: "f",
    observation,
    order: ["a"],
    probabilities: [1],
    scores: [1],
    mode: "model",
    model: 0,
    space: 0,
    activation: "immediate",
    terms: [],
  },
});

/** A shard's log, and a case's model that can be out of reach, or only its versions. */
const openExchange = () => {
  const log: ShardEvent[] = [];
  const model = {
    isAway: false,
    areVersionsAway: false,
    acknowledged: 0,
    refreshed: 0,
    batches: 0,
    installed: 0,
    whileItAbsorbs: () => {},
  };
  const held = { version: 0, space: 0 };
  const publication = publish(createLearner({ dimension: 16 }), held, Number.POSITIVE_INFINITY);
  const away = () => Promise.reject(new Error("out of reach"));
  let acknowledged = 0;
  const synchronizer = new Synchronizer({
    shard: "0.0",
    caseModel: () => ({
      absorb: async ({ toSeq }) => {
        if (model.isAway) return away();
        model.acknowledged = toSeq;
        model.batches += 1;
        model.whileItAbsorbs();
        return { acknowledged: toSeq, publication };
      },
      publish: async () => publication,
      publishVersion: away,
    }),
    refreshAssigned: async () => {
      if (model.areVersionsAway) return away();
      model.refreshed += 1;
    },
    log: {
      get lastSeq() {
        return log.length;
      },
      after: (seq, limit) => log.slice(seq, seq + limit),
    },
    model: { held, install: () => (model.installed += 1) },
    teach: (events) => ({ lessons: [], lived: [], taken: events.length }),
    decisionOf: () => undefined,
    acknowledged: () => acknowledged,
    advance: (seq) => {
      acknowledged = seq;
    },
  });
  const add = (count: number) => {
    for (let n = 0; n < count; n += 1) log.push(decision(log.length + 1));
  };
  return { synchronizer, model, add };
};

it("asks for other versions once it has told something, again until it gets them, and then rests", async () => {
  const { synchronizer, model, add } = openExchange();
  await synchronizer.run(NOW);
  expect(model.refreshed).toBe(0);
  add(1);
  model.areVersionsAway = true;
  await synchronizer.run(NOW);
  expect(model.acknowledged).toBe(1);
  const again = synchronizer.dueAt ?? 0;
  expect(again).toBeGreaterThan(NOW);
  await synchronizer.run(again);
  expect(synchronizer.dueAt).toBeGreaterThan(again);
  model.areVersionsAway = false;
  await synchronizer.run(again);
  expect(model.refreshed).toBe(1);
  expect(synchronizer.dueAt).toBeNull();
});

it("goes on telling the model at once although other versions cannot be had", async () => {
  const { synchronizer, model, add } = openExchange();
  model.areVersionsAway = true;
  add(1);
  await synchronizer.run(NOW);
  add(200);
  expect(synchronizer.isFull).toBe(true);
  expect(synchronizer.dueAt).toBe(NOW + 2_000);
});

it("does not come at once for other versions while the model is out of reach", async () => {
  const { synchronizer, model, add } = openExchange();
  model.areVersionsAway = true;
  add(1);
  await synchronizer.run(NOW);
  model.isAway = true;
  add(1);
  await expect(synchronizer.run(NOW + 10_000)).rejects.toThrow("out of reach");
  expect(synchronizer.problem).toEqual({ since: NOW + 10_000, message: "out of reach" });
  expect(synchronizer.dueAt).toBeGreaterThan(NOW + 10_000);
  expect(synchronizer.isFull).toBe(false);
});

it("tells what there was when it began: what goes on coming is the next exchange's", async () => {
  const { synchronizer, model, add } = openExchange();
  // A model so far away that something new comes during each batch, of which a test needs some end.
  model.whileItAbsorbs = () => {
    if (model.batches < 100) add(1);
  };
  add(300);
  await synchronizer.run(NOW);
  expect(model.batches).toBe(2);
  expect(synchronizer.dueAt).toBe(NOW + 2_000);
  await synchronizer.run(NOW + 2_000);
  expect(model.acknowledged).toBe(302);
});

it("tells what came before it was asked, though an exchange was under way", async () => {
  const { synchronizer, model, add } = openExchange();
  add(1);
  const first = synchronizer.run(NOW);
  add(1);
  await synchronizer.run(NOW);
  await first;
  expect(model.acknowledged).toBe(2);
});

it("does not learn a long log again for its first model: it gets one when most has been told", async () => {
  const { synchronizer, model, add } = openExchange();
  add(2_000);
  await synchronizer.pullOnce();
  expect(model.installed).toBe(1);
  add(1);
  await synchronizer.pullOnce();
  expect(model.installed).toBe(1);
  await synchronizer.run(NOW);
  expect(model.installed).toBeGreaterThan(1);
});
