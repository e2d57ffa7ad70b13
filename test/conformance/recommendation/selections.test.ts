import { expect, it } from "vitest";

import { PUBLISHABLE_KEY } from "../nba/client/http.ts";
import { api, openShop } from "./client/shops.ts";

it("lets selections and rewards find what was recommended", async () => {
  const shop = await openShop("reco-rewarded");
  await shop.visits("v", 2, ["a", "b", "c"]);
  const { query_id, actions } = await shop.recommend({ consumer_id: "buyer" });
  expect(actions).toHaveLength(3);
  await api.settle();
  const before = await api.status(shop.caseId);
  expect(before.pending).toBe(0);
  // Any of a list may be looked at, and several.
  for (const action of [actions[1], actions[2]]) {
    expect(await api.select(shop.caseId, { query_id, action })).toEqual({ status: 1 });
  }
  const gain = { query_id, event_type: "purchase", value: 20 };
  expect(await api.reward(shop.caseId, gain)).toEqual({ status: 1 });
  await api.settle();
  const { decisions, selections, rewards, modes, activated, off_policy_selections } =
    await api.status(shop.caseId);
  expect({ selections, rewards, activated, off_policy_selections }).toEqual({
    selections: 2,
    rewards: 1,
    activated: 0,
    off_policy_selections: 0,
  });
  // Products are no actions of the case: its model learns nothing of them.
  expect(modes).toEqual({ recommendation: decisions });
});

it("takes a selection of a product whatever its id is", async () => {
  const shop = await openShop("reco-long-ids");
  const id = `https://shop.example/${"x".repeat(256 - 21)}`;
  await shop.feed([{ id, title: "A" }]);
  const { query_id, actions } = await shop.recommend({ consumer_id: "buyer" });
  expect(actions).toEqual([id]);
  await api.settle();
  expect(await api.select(shop.caseId, { query_id, action: id })).toEqual({ status: 1 });
});

it("keeps what overtakes a recommendation until it comes", async () => {
  const shop = await openShop("reco-overtaken");
  await shop.visits("v", 2, ["a", "b"]);
  await api.settle();
  const { decisions } = await api.status(shop.caseId);
  const query_id = "overtaken";
  const gain = { query_id, event_type: "purchase", value: 20 };
  expect(await api.reward(shop.caseId, gain)).toMatchObject({ meta: { pending: true } });
  await shop.recommend({ query_id, consumer_id: "buyer" });
  await api.settle();
  const after = await api.status(shop.caseId);
  expect(after).toMatchObject({ pending: 0, rewards: 1, decisions: decisions + 1 });
});

it("gives a browser the token that its selection and reward need", async () => {
  const shop = await openShop("reco-browser");
  await shop.visits("v", 2, ["a", "b"]);
  const request = { key: PUBLISHABLE_KEY, headers: { origin: "http://localhost:8787" } };
  const { query_id, actions, token } = await shop.recommend({ consumer_id: "c" }, request);
  expect(token).toBeTruthy();
  await api.settle();
  const [action] = actions;
  expect(
    await api.call("POST", `/v3/action/${shop.caseId}/select`, {
      ...request,
      body: { query_id, action },
    }),
  ).toMatchObject({ status: 403 });
  expect(await api.select(shop.caseId, { query_id, action, token }, request)).toEqual({
    status: 1,
  });
  const { token: none } = await shop.recommend({});
  expect(none).toBeUndefined();
});

it("refuses a selection of what was not recommended", async () => {
  const shop = await openShop("reco-stranger");
  await shop.visits("v", 1, ["a"]);
  const { query_id } = await shop.recommend({});
  await api.settle();
  const body = { query_id, action: "b" };
  expect(await api.call("POST", `/v3/action/${shop.caseId}/select`, { body })).toMatchObject({
    status: 400,
    json: { error: { code: "unknown_action" } },
  });
});
