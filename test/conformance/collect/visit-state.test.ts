import { ranking } from "@nextmove/contract";
import { describe, expect, it } from "vitest";

import { sharedApi } from "../nba/client/api.ts";
import { probabilityOf, teach } from "../nba/client/teach.ts";
import { openPage } from "./client/page.ts";

const api = sharedApi();
const { call, decide, putCase } = api;
const ACTIONS = ["shoes", "hats"];

const sawShoes = { products_viewed: ["shoe-1"] };
const sawHats = { products_viewed: ["hat-1"] };

describe("a decision asked for without a state", () => {
  it("is made with what the consumer's pages have told", async () => {
    const caseId = await putCase("visit-state", { actions: ACTIONS });
    await teach(api, {
      caseId,
      decisions: 200,
      actions: ACTIONS,
      stateOf: (index) => (index % 2 === 0 ? sawShoes : sawHats),
      rewardOf: (index, action) => (action === ACTIONS[index % 2] ? 100 : 0),
    });
    const page = openPage(api, caseId);
    const chance = (more: object) =>
      probabilityOf(api, caseId, {
        action: "shoes",
        actions: ACTIONS,
        ...(more as { state: object }),
      });
    await page.sent([page.track("view_item", { items: [{ item_id: "shoe-1" }] })]);
    const known = await chance({ consumer_id: page.consumer });
    expect(known).toBeCloseTo(await chance({ state: sawShoes }), 6);
    expect(known).toBeGreaterThan(0.8);
    // The request's own state is what counts, even an empty one; an unknown consumer has none.
    expect(await chance({ consumer_id: page.consumer, state: sawHats })).toBeLessThan(0.2);
    const empty = await chance({ state: {} });
    expect(await chance({ consumer_id: page.consumer, state: {} })).toBeCloseTo(empty, 6);
    expect(await chance({ consumer_id: "a stranger" })).toBeCloseTo(empty, 6);

    // The same holds for many at once.
    const customers = [
      { query_id: "known", consumer_id: page.consumer },
      { query_id: "told", consumer_id: page.consumer, state: sawHats },
      { query_id: "stranger", consumer_id: "a stranger" },
    ];
    const answer = await call("POST", `/v3/action/${caseId}/batch?explain=1`, {
      body: { customers, test_api: true },
    });
    const chances = ranking
      .array()
      .parse(answer.json)
      .map(({ explain }) => explain?.actions.find(({ action }) => action === "shoes")?.probability);
    const [inBatch, told, stranger] = chances;
    expect(inBatch).toBeCloseTo(known, 6);
    expect(told).toBeLessThan(0.2);
    expect(stranger).toBeCloseTo(empty, 6);
  });

  it("is the same request when sent again, whatever was reported in between", async () => {
    const caseId = await putCase("visit-replay", { actions: ACTIONS });
    const page = openPage(api, caseId);
    const body = { query_id: "q", consumer_id: page.consumer };
    const first = await decide(caseId, body);
    await page.sent([page.track("view_item", { items: [{ item_id: "shoe-1" }] })]);
    const again = await call("POST", `/v3/action/${caseId}`, { body });
    expect(again.headers.get("idempotent-replay")).toBe("true");
    expect(again.json).toEqual(first);
  });
});
