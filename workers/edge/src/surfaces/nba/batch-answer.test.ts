import type { Ranking } from "@nextmove/contract";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { failure } from "../../http/problems.ts";
import { answerBatch, failedItem, refuseBatch } from "./batch-answer.ts";

const ranking: Ranking = { query_id: "q1", actions: ["a"] };
const failed = failedItem(1, { query_id: "q2" }, failure("unknown_action", "no", "action"));

const answer = (prefer?: string, failures = [failed]) => {
  const app = new Hono().get("/", (context) =>
    answerBatch(context, failures, [ranking], 1, [ranking]),
  );
  return app.request("/", prefer === undefined ? {} : { headers: { prefer } });
};

describe("failedItem", () => {
  it("names the item by its place, and by its query_id when that can be read", () => {
    expect(failed).toEqual({
      index: 1,
      query_id: "q2",
      code: "unknown_action",
      message: "no",
      path: "action",
    });
    for (const item of [null, 7, "q2", [], {}, { query_id: 7 }]) {
      expect(failedItem(0, item, failure("invalid_body", "no"))).toEqual({
        index: 0,
        code: "invalid_body",
        message: "no",
      });
    }
  });
});

describe("answerBatch", () => {
  it("answers what was asked when every item was processed, whatever is preferred", async () => {
    for (const prefer of [undefined, "multi-status", "list"]) {
      const answered = await answer(prefer, []);
      expect(answered.status).toBe(200);
      expect(await answered.json()).toEqual([ranking]);
    }
  });

  it("answers 400 with what failed and what did not", async () => {
    const answered = await answer();
    expect(answered.status).toBe(400);
    expect(await answered.json()).toEqual({
      status: 0,
      failed: [failed],
      results: [ranking],
      processed: 1,
    });
  });

  it("follows the Prefer header", async () => {
    const multi = await answer("respond-async, multi-status");
    expect(multi.status).toBe(207);
    expect(await multi.json()).toMatchObject({ processed: 1, failed: [failed] });
    for (const spelt of ["Multi-Status", 'multi-status; wait="5"', "wait=5 ,MULTI-STATUS"]) {
      expect((await answer(spelt)).status).toBe(207);
    }
    const list = await answer("list");
    expect(list.status).toBe(400);
    expect(await list.json()).toEqual([failed]);
  });
});

describe("refuseBatch", () => {
  it("says that nothing was processed, and why", async () => {
    const errors = [failure("invalid_body", "no", "customers"), failure("invalid_body", "no")];
    const app = new Hono().get("/", (context) => refuseBatch(context, errors));
    const refused = await app.request("/");
    expect(refused.status).toBe(400);
    expect(await refused.json()).toEqual({
      status: 0,
      error: errors[0],
      errors,
      failed: [],
      results: [],
      processed: 0,
    });
  });

  it("answers what is too much with the code for it", async () => {
    const app = new Hono().get("/", (context) =>
      refuseBatch(context, failure("body_too_large", "")),
    );
    const refused = await app.request("/");
    expect(refused.status).toBe(413);
    expect(await refused.json()).toMatchObject({ error: { code: "body_too_large" }, failed: [] });
  });
});
