import { runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { LearningBatch } from "../src/protocol/case-model/learning.ts";
import { openCase } from "./case-objects.ts";
import { call, decision, observation, reward, START } from "./examples.ts";

const NOTHING_HELD = { version: 0, space: 0 };

const batch = (fromSeq: number, toSeq: number, to = 0.5): LearningBatch => ({
  shard: "0.0",
  fromSeq,
  toSeq,
  lessons: [
    {
      observation: observation({ device: "phone" }),
      since: toSeq,
      terms: [{ action: "a", count: 1, from: 0, to, at: START }],
      arrivals: [{ action: "a", level: 0, count: 1 }],
    },
  ],
  lived: [{ level: 0, action: "a", count: 1 }],
  tally: { decisions: 1 },
});

describe("CaseModel.absorb", () => {
  it("learns a batch once, however often it comes and whenever the model restarts", async () => {
    const { model, sums, header, evictModel } = openCase();
    const first = await model.absorb(batch(0, 3), NOTHING_HELD);
    expect(first.acknowledged).toBe(3);
    const learned = [await sums(), await header(), (await model.status()).activity];

    const again = await model.absorb(batch(0, 3), NOTHING_HELD);
    await evictModel();
    const afterRestart = await model.absorb(batch(0, 3), NOTHING_HELD);
    expect([again.acknowledged, afterRestart.acknowledged]).toEqual([3, 3]);
    expect([await sums(), await header(), (await model.status()).activity]).toEqual(learned);
    expect((await sums()).get("a")).toMatchObject({ n: 1, sum: 0.5, squares: 0.25 });
  });

  it("takes no batch that overlaps or leaves a gap, and says how far it is", async () => {
    const { model, sums } = openCase();
    await model.absorb(batch(0, 3), NOTHING_HELD);
    const learned = await sums();
    for (const [from, to] of [
      [0, 5],
      [2, 5],
      [4, 5],
      [3, 3],
      [9, 12],
    ] as const) {
      const { acknowledged } = await model.absorb(batch(from, to), NOTHING_HELD);
      expect(acknowledged, `${from} to ${to}`).toBe(3);
    }
    expect(await sums()).toEqual(learned);
  });

  it("learns nothing of a batch that it cannot learn as a whole", async () => {
    const { rawModel, model, sums } = openCase();
    await model.absorb(batch(0, 3), NOTHING_HELD);
    const learned = await sums();
    const good = batch(3, 5);
    const bad = {
      ...good,
      lessons: [...good.lessons, { terms: good.lessons.flatMap(({ terms }) => terms) }],
    };
    // Thrown inside the object: an error that comes back over RPC would count as unhandled.
    await runInDurableObject(rawModel, async (instance) => {
      const object = instance as unknown as {
        absorb(batch: unknown, held: object): Promise<unknown>;
      };
      await expect(object.absorb(bad, NOTHING_HELD)).rejects.toThrow();
    });
    expect(await sums()).toEqual(learned);
    await model.absorb(good, NOTHING_HELD);
    expect((await sums()).get("a")?.n).toBe(2);
  });

  it("keeps a cursor for each shard", async () => {
    const { model, sums } = openCase();
    await model.absorb(batch(0, 3), NOTHING_HELD);
    await model.absorb({ ...batch(0, 2), shard: "0.1" }, NOTHING_HELD);
    expect((await model.status()).cursors).toEqual([
      ["0.0", 3],
      ["0.1", 2],
    ]);
    expect((await sums()).get("a")?.n).toBe(2);
  });

  it("publishes only what changed since the version a replica holds", async () => {
    const { model } = openCase();
    const { publication } = await model.absorb(batch(0, 1), NOTHING_HELD);
    expect(publication.actions.map(({ action }) => action)).toEqual(["a"]);
    const { version, space } = publication.header;
    const nothing = await model.publish({ version, space: space.version });
    expect(nothing.actions).toEqual([]);
  });

  it("is told again by a shard that never got its answer, and learns nothing twice", async () => {
    const { shard, model, sums } = openCase();
    await shard.decide(call(START), [decision("q1"), decision("q2")]);
    await shard.reward(call(START), [reward("q1", 0.5)]);
    // The model has stored the shard's first events, but the shard does not know: its answer was lost.
    const { lessons } = await shard.replay(0, 2);
    const lost = { shard: "0.0", fromSeq: 0, toSeq: 2, lessons, lived: [], tally: {} };
    await model.absorb(lost, NOTHING_HELD);
    const { standing } = await shard.status(START);
    expect(standing).toMatchObject({ last_seq: 3, absorbed_seq: 3, staleness_ms: 0 });
    const learned = [...(await sums()).values()];
    expect(learned.reduce((total, { n }) => total + n, 0)).toBe(2);
    expect(learned.reduce((total, { sum }) => total + sum, 0)).toBeCloseTo(0.5, 12);
  });

  it("is told everything again when it has lost its own storage", async () => {
    const { shard, model, sums } = openCase();
    await shard.decide(call(START), [decision("q1"), decision("q2")]);
    await shard.status(START);
    const learned = await sums();
    await model.wipe(0);
    await shard.decide(call(START), [decision("q3", { actions: ["z"] })]);
    await shard.status(START);
    const relearned = await sums();
    relearned.delete("z");
    expect(relearned).toEqual(learned);
  });
});
