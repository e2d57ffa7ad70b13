import { type Explanation, recommendationResponse } from "@nextmove/contract";
import { describe, expect, it } from "vitest";

import { exportDecisions } from "../export/client/exported.ts";
import { SNAPSHOT_EXPIRED_MS } from "../nba/client/api.ts";
import { api, openShop, product } from "./client/shops.ts";

const PRODUCTS = Array.from({ length: 16 }, (_, n) => `p${n}`);

/** A shop in which the first products are looked at most, and later ones pay. */
const openRange = async (caseId: string, control: Readonly<Record<string, unknown>>) => {
  const shop = await openShop(caseId, {}, control);
  await shop.feed(PRODUCTS.map((id, n) => product(id, { brand: n % 4 === 3 ? "dune" : "acme" })));
  for (const [place, id] of PRODUCTS.entries()) {
    await shop.visits(`${id}-viewer`, 1 + Math.floor((PRODUCTS.length - place) / 4), [id]);
  }
  const explained = async (body: object): Promise<Explanation> => {
    const answer = await shop.send(body, {}, "?explain=1");
    const { explain } = recommendationResponse.parse(answer.json);
    if (!explain) throw new Error("nothing was explained");
    return explain;
  };
  /** Visitors who are shown a list and pay for one brand. */
  const buyers = async (name: string, count = 20): Promise<void> => {
    for (let n = 0; n < count; n++) {
      const consumer_id = `${name}-${n}`;
      const { query_id, actions } = await shop.recommend({ consumer_id, limit: 12 });
      const action = actions.find((id) => Number(id.slice(1)) % 4 === 3);
      await api.select(caseId, { query_id, action });
      await api.reward(caseId, { query_id, event_type: "purchase", value: 20 });
    }
    await api.settle();
  };
  return { ...shop, explained, buyers };
};

const idsOf = ({ actions }: Explanation): string[] => actions.map(({ action }) => action);
const oddsOf = ({ actions }: Explanation): number[] => actions.map((one) => one.probability);

describe("the holdout", () => {
  it("gets what the recommender says, and teaches nothing", async () => {
    const shop = await openRange("reco-holdout", { holdout_share: 1 });
    const before = await shop.explained({ query_id: "before", consumer_id: "x", limit: 6 });
    expect(before).toMatchObject({ mode: "holdout", model_version: 0 });
    expect(oddsOf(before)).toEqual([1, 1, 1, 1, 1, 1]);
    await shop.buyers("buyer");
    const after = await shop.explained({ query_id: "after", consumer_id: "x", limit: 6 });
    expect(after).toMatchObject({ mode: "holdout", model_version: 0 });
    expect(idsOf(after)).toEqual(idsOf(before));
    const { modes, rewards } = await api.status(shop.caseId);
    expect(rewards).toBe(20);
    expect(Object.keys(modes)).toEqual(["holdout"]);
  });

  it("is sticky, and the same consumers as of the case's decisions", async () => {
    const shop = await openRange("reco-half", { holdout_share: 0.5 });
    let heldOut = 0;
    for (let n = 0; n < 40; n++) {
      const consumer_id = `c-${n}`;
      const list = await shop.explained({ query_id: `list-${n}`, consumer_id });
      const body = { query_id: `action-${n}`, consumer_id, actions: ["a", "b"] };
      const decided = await api.call("POST", `/v3/action/${shop.caseId}?explain=1`, { body });
      expect(decided.json).toMatchObject({
        explain: { mode: list.mode === "holdout" ? "holdout" : "model" },
      });
      heldOut += list.mode === "holdout" ? 1 : 0;
    }
    // Five standard deviations of a fair split of forty.
    expect(Math.abs(heldOut - 20)).toBeLessThan(16);
  });

  it("is exported with what it brought, for the comparison", async () => {
    const shop = await openRange("reco-held-export", { holdout_share: 1 });
    await shop.buyers("buyer", 1);
    const { rows } = await exportDecisions(api, shop.caseId);
    const bought = rows.filter(({ reward }) => reward > 0);
    expect(bought).toMatchObject([
      { mode: "holdout", propensity: 1, reward: 20, evaluation: false },
    ]);
    expect(bought[0]?.position).toBeGreaterThan(1);
    expect(rows.filter(({ query_id }) => query_id === bought[0]?.query_id)).toHaveLength(12);
  });
});

it("of an apprentice, lists are the recommender's while what they bring is learned", async () => {
  const shop = await openRange("reco-apprentice", { apprentice: true });
  const before = await shop.explained({ query_id: "before", limit: 6 });
  expect(before.mode).toBe("apprentice");
  await shop.buyers("buyer", 30);
  const after = await shop.explained({ query_id: "after", limit: 6 });
  expect(after.mode).toBe("apprentice");
  expect(idsOf(after)).toEqual(idsOf(before));
  expect(oddsOf(after)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(after.model_version).toBeGreaterThan(before.model_version);

  await api.putCase(shop.caseId, { apprentice: false, exploration_floor: 0.0001 });
  await api.advance(SNAPSHOT_EXPIRED_MS);
  const learned = await shop.explained({ query_id: "learned", limit: 6 });
  expect(learned.mode).toBe("recommendation");
  expect(Number(idsOf(learned)[0]?.slice(1)) % 4).toBe(3);
});

describe("lists drawn evenly", () => {
  it("are as many as the case says, and say so", async () => {
    const shop = await openRange("reco-uniform", { uniform_share: 1 });
    const list = await shop.explained({ query_id: "list", consumer_id: "c", limit: 16 });
    expect(list.mode).toBe("uniform");
    for (const [place, probability] of oddsOf(list).entries()) {
      expect(probability).toBeCloseTo(1 / (16 - place), 8);
    }
    await shop.buyers("buyer", 3);
    expect((await shop.explained({ query_id: "after" })).model_version).toBeGreaterThan(0);
    const { rows } = await exportDecisions(api, shop.caseId);
    const places = rows.filter(({ query_id }) => query_id === "list");
    expect(places.map(({ propensity }) => propensity)).toEqual(oddsOf(list));
    expect(new Set(places.map(({ mode }) => mode))).toEqual(new Set(["uniform"]));
  });

  it("share their probabilities with those drawn by what was learned", async () => {
    const shop = await openRange("reco-some-uniform", { uniform_share: 0.25 });
    const modes = new Set<string>();
    for (let n = 0; n < 30; n++) {
      const list = await shop.explained({ query_id: `list-${n}`, limit: 1 });
      modes.add(list.mode);
      const [probability = 0] = oddsOf(list);
      const isFirst = idsOf(list)[0] === "p0";
      const floor = 0.0001 / 16;
      const learned = isFirst ? 1 - 0.0001 + floor : floor;
      expect(probability).toBeCloseTo(0.75 * learned + 0.25 / 16, 8);
    }
    expect(modes).toEqual(new Set(["recommendation", "uniform"]));
  });
});

it("keeps the floor for each product at each place", async () => {
  const shop = await openRange("reco-floor", { exploration_floor: 0.4 });
  await shop.buyers("buyer");
  for (let n = 0; n < 10; n++) {
    const list = await shop.explained({ query_id: `list-${n}`, limit: 10 });
    for (const [place, probability] of oddsOf(list).entries()) {
      expect(probability).toBeGreaterThanOrEqual(0.4 / (16 - place) - 1e-9);
    }
  }
});
