import { HEAD_SPACE, observe } from "@nextmove/engine";
import { expect, it } from "vitest";
import type { RewardBatch } from "../../../decision-log/place-lessons.ts";
import { foldEpisode } from "../../../decision-log/episode.ts";
import type { ShardEvent } from "../../../decision-log/events.ts";
import { RewardCourier } from "./reward-courier.ts";
import type { Told } from "../journal/shard-storage.ts";

const nothing = observe({});
if (!nothing.ok) throw new Error("an empty state is refused");
const { value: observation } = nothing;

const decision = (seq: number, isTaught: boolean): ShardEvent => ({
  seq,
  queryId: `q${seq}`,
  kind: "decision",
  dedupeKey: "",
  body: {
    at: seq,
    request: "r",
    fingerprint: "f",
    observation,
    order: ["a"],
    probabilities: [1],
    scores: [1],
    mode: "recommendation",
    model: 0,
    space: HEAD_SPACE,
    activation: "immediate",
    recommended: {
      kind: "session",
      reasons: [],
      ...(isTaught ? { taught: { features: [`f${seq}`], range: { min: 0, max: 1 } } } : {}),
    },
    terms: [],
  },
});

/** A log of lists, and a Catalog that holds one cursor. */
const openRoute = (lists: readonly boolean[], told: Told = { acknowledged: 0, read: 0 }) => {
  const log = lists.map((isTaught, n) => decision(n + 1, isTaught));
  const stored: Told[] = [];
  const catalog = {
    cursor: 0,
    isAway: false,
    batches: [] as RewardBatch[],
    whileItLearns: () => {},
  };
  const courier = new RewardCourier({
    shard: "0.0",
    catalog: () => ({
      async learnRewards(batch) {
        if (catalog.isAway) throw new Error("away");
        if (batch.fromSeq === catalog.cursor) {
          catalog.cursor = batch.toSeq;
          catalog.batches.push(batch);
        }
        catalog.whileItLearns();
        return catalog.cursor;
      },
    }),
    log: {
      get lastSeq() {
        return log.length;
      },
      after: (seq, limit) => log.slice(seq, seq + limit),
    },
    history: {
      episodeBefore: (queryId, seq) =>
        foldEpisode(log.filter((event) => event.queryId === queryId && event.seq < seq)),
    },
    ages: () => ({ halfLifeMs: null, windowMs: 1e6 }),
    told,
    store: (change) => stored.push(change),
  });
  const learned = () =>
    catalog.batches.flatMap(({ lessons }) => lessons.flatMap((one) => one.features));
  return {
    courier,
    catalog,
    stored,
    learned,
    add: (isTaught: boolean) => log.push(decision(log.length + 1, isTaught)),
  };
};

it("brings what there was when it began: what goes on coming is for the next time", async () => {
  const { courier, catalog, add } = openRoute([true]);
  // Something new during each batch, of which a test needs some end.
  catalog.whileItLearns = () => {
    if (catalog.batches.length < 100) add(true);
  };
  await courier.run(0);
  expect(catalog.batches).toHaveLength(1);
  await courier.run(0);
  expect(catalog.batches).toHaveLength(2);
});

it("tells everything once, a page at a time", async () => {
  const route = openRoute(Array.from({ length: 1200 }, () => true));
  await route.courier.run(0);
  await route.courier.run(0);
  expect(route.catalog.batches.map(({ fromSeq, toSeq }) => [fromSeq, toSeq])).toEqual([
    [0, 500],
    [500, 1000],
    [1000, 1200],
  ]);
  expect(route.learned()).toHaveLength(1200);
  expect(route.stored.at(-1)).toEqual({ acknowledged: 1200, read: 1200 });
});

it("stores nothing, and asks nobody, for what teaches nothing", async () => {
  const route = openRoute([false, false, false]);
  await route.courier.run(0);
  expect(route.catalog.batches).toEqual([]);
  expect(route.stored).toEqual([]);
  expect(route.courier.told).toEqual({ acknowledged: 0, read: 3 });
  route.add(true);
  await route.courier.run(0);
  expect(route.catalog.batches).toMatchObject([{ fromSeq: 0, toSeq: 4 }]);
});

it("tries again, later each time, when the Catalog is away", async () => {
  const route = openRoute([true]);
  route.catalog.isAway = true;
  await expect(route.courier.run(0)).rejects.toThrow("away");
  const first = route.courier.dueAt ?? 0;
  expect(first).toBeGreaterThan(0);
  await expect(route.courier.run(first)).rejects.toThrow("away");
  expect((route.courier.dueAt ?? 0) - first).toBeGreaterThan(first);
  route.catalog.isAway = false;
  await route.courier.run(first);
  expect(route.courier.dueAt).toBeNull();
  expect(route.learned()).toEqual(["f1"]);
});

it("goes back to where the Catalog has come, and on from where it is ahead", async () => {
  const lost = openRoute([true, true, true], { acknowledged: 2, read: 2 });
  await lost.courier.run(0);
  expect(lost.learned()).toEqual(["f1", "f2", "f3"]);
  const known = openRoute([true, true, true]);
  known.catalog.cursor = 2;
  await known.courier.run(0);
  expect(known.learned()).toEqual(["f3"]);
});
