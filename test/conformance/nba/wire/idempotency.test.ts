import { actionResponse, ranking } from "@nextmove/contract";
import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { refused } from "../client/problem.ts";

const { call, status, putCase, decide } = sharedApi();
const headers = { "idempotency-key": "9f1c-22" };
const replayed = (answer: { headers: Headers }) => answer.headers.get("idempotent-replay");

describe("Idempotency-Key", () => {
  it("makes a decision without query_id safe to send again", async () => {
    await putCase("idempotent");
    const body = { state: { age: 30 }, actions: ["a", "b"] };
    const first = await call("POST", "/v3/action/idempotent", { body, headers });
    const again = await call("POST", "/v3/action/idempotent", { body, headers });
    expect([replayed(first), replayed(again)]).toEqual([null, "true"]);
    expect(again.text).toBe(first.text);
    expect(await status("idempotent")).toMatchObject({ decisions: 1 });
  });

  it("makes a batch without query_ids safe to send again, item by item", async () => {
    await putCase("idempotent-batch");
    const body = { customers: [{}, {}, {}], actions: ["a", "b"] };
    const first = await call("POST", "/v3/action/idempotent-batch/batch", { body, headers });
    const again = await call("POST", "/v3/action/idempotent-batch/batch", { body, headers });
    const ids = ranking
      .array()
      .parse(first.json)
      .map(({ query_id }) => query_id);
    expect(new Set(ids).size).toBe(3);
    expect(again.json).toEqual(first.json);
    expect([replayed(first), replayed(again)]).toEqual([null, "true"]);
    expect(await status("idempotent-batch")).toMatchObject({ decisions: 3 });
  });

  it("makes a batch of rewards without ids safe to send again, item by item", async () => {
    await putCase("idempotent-rewards");
    const { query_id } = await decide("idempotent-rewards", { actions: ["a", "b"] });
    const basket = { query_id, event_type: "add_to_basket", value: 3 };
    const body = { rewards: [basket, basket] };
    const post = () => call("POST", "/v3/reward/idempotent-rewards/batch", { body, headers });
    await post();
    expect(replayed(await post())).toBe("true");
    const { rewards, reward_mean } = await status("idempotent-rewards");
    expect(rewards).toBe(2);
    expect(reward_mean).toBeCloseTo(6, 6);
  });

  it("used for another body is a conflict", async () => {
    await putCase("idempotent-conflict");
    const path = "/v3/action/idempotent-conflict";
    await call("POST", path, { body: { actions: ["a", "b"] }, headers });
    const other = await call("POST", path, { body: { actions: ["a", "c"] }, headers });
    refused(other, 409, "query_id_conflict");
  });

  it.each(["action", "recommendation"])(
    "used with another query_id is a conflict, and decides nothing: %s",
    async (route) => {
      await putCase(`idempotent-ids-${route}`);
      const ask = (query_id: string) =>
        call("POST", `/v3/${route}/idempotent-ids-${route}`, {
          body: { query_id, actions: ["a", "b"] },
          headers,
        });
      const first = await ask("one");
      refused(await ask("other"), 409, "idempotency_conflict");
      const again = await ask("one");
      expect([replayed(first), replayed(again)]).toEqual([null, "true"]);
      expect(again.text).toBe(first.text);
    },
  );

  it("is a decision's own: the list of the same page may have it, too", async () => {
    await putCase("idempotent-page");
    const ask = (route: string, query_id: string) =>
      call("POST", `/v3/${route}/idempotent-page`, { body: { query_id, actions: ["a"] }, headers });
    expect((await ask("action", "one")).status).toBe(200);
    expect((await ask("recommendation", "other")).status).toBe(200);
  });

  it("used with other query_ids is a conflict in a batch, too", async () => {
    await putCase("idempotent-batch-ids");
    const ask = (query_id: string) =>
      call("POST", "/v3/action/idempotent-batch-ids/batch", {
        body: { customers: [{}, { query_id }], actions: ["a", "b"] },
        headers,
      });
    const first = await ask("one");
    refused(await ask("other"), 409, "idempotency_conflict");
    expect((await ask("one")).json).toEqual(first.json);
    expect(await status("idempotent-batch-ids")).toMatchObject({ decisions: 2 });
  });

  it("holds for a batch that is corrected, too: its query_ids are the same", async () => {
    await putCase("idempotent-batch-corrected");
    const ask = (limit: number) =>
      call("POST", "/v3/action/idempotent-batch-corrected/batch", {
        body: { customers: [{ query_id: "one" }, { query_id: "two", limit }], actions: ["a", "b"] },
        headers,
      });
    expect(await ask(0)).toMatchObject({ status: 400, json: { processed: 1 } });
    expect((await ask(1)).status).toBe(200);
    expect(await status("idempotent-batch-corrected")).toMatchObject({ decisions: 2 });
  });

  it("used for a reward of another type is a conflict too, and counts nothing", async () => {
    await putCase("idempotent-reward");
    const { query_id } = await decide("idempotent-reward", { actions: ["a", "b"] });
    const pay = (event_type: string) =>
      call("POST", "/v3/reward/idempotent-reward", {
        body: { query_id, event_type, value: 1 },
        headers,
      });
    await pay("click");
    refused(await pay("purchase"), 409, "reward_conflict");
    expect(replayed(await pay("click"))).toBe("true");
    expect(await status("idempotent-reward")).toMatchObject({ rewards: 1 });
  });

  it("tells a selection that comes late again from one that goes back", async () => {
    await putCase("idempotent-select");
    const { query_id } = await decide("idempotent-select", { actions: ["a", "b"] });
    const select = (action: string, key: string) =>
      call("POST", "/v3/action/idempotent-select/select", {
        body: { query_id, action },
        headers: { "idempotency-key": key },
      });
    await select("a", "one");
    await select("b", "two");
    expect(replayed(await select("a", "one"))).toBe("true");
    refused(await select("a", "two"), 409, "selection_conflict");
    expect((await status("idempotent-select")).action_shares).toMatchObject({ b: 1 });
    expect(replayed(await select("a", "three"))).toBeNull();
    expect((await status("idempotent-select")).action_shares).toMatchObject({ a: 1 });
  });

  it("belongs to its case", async () => {
    await putCase("idempotent-here");
    await putCase("idempotent-there");
    const body = { actions: ["a", "b"] };
    const here = await call("POST", "/v3/action/idempotent-here", { body, headers });
    const there = await call("POST", "/v3/action/idempotent-there", { body, headers });
    expect(replayed(there)).toBeNull();
    const ids = [here, there].map(({ json }) => actionResponse.parse(json).query_id);
    expect(new Set(ids).size).toBe(2);
  });

  it("is not spent by a request that was refused", async () => {
    await putCase("idempotent-refused");
    const path = "/v3/action/idempotent-refused";
    await call("POST", path, { body: { actions: ["a"], limit: 0 }, headers });
    const mended = await call("POST", path, { body: { actions: ["a"], limit: 1 }, headers });
    expect(mended.status).toBe(200);
    expect(replayed(mended)).toBeNull();
  });
});

describe("the natural keys", () => {
  it("recognise the same selection, and let a secret key move it", async () => {
    await putCase("natural-select");
    const { query_id } = await decide("natural-select", { actions: ["a", "b"] });
    const select = (action: string) =>
      call("POST", "/v3/action/natural-select/select", { body: { query_id, action } });
    const answers = [await select("a"), await select("a"), await select("b")];
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect(answers.map(replayed)).toEqual([null, "true", null]);
    expect(answers[1]?.json).toEqual(answers[0]?.json);
    expect((await status("natural-select")).action_shares).toMatchObject({ b: 1 });
  });

  it("hold when the same decision is asked for many times at once", async () => {
    await putCase("natural-at-once");
    const body = { query_id: "at-once", actions: ["a", "b", "c"] };
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => call("POST", "/v3/action/natural-at-once", { body })),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter((answer) => replayed(answer) === null)).toHaveLength(1);
    expect(await status("natural-at-once")).toMatchObject({ decisions: 1 });
  });
});
