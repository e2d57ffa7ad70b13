import { describe, expect, it } from "vitest";
import { judge } from "./verdict.ts";

const answer = (status: number, body?: unknown) => ({ status, body, retryAfter: null });

describe("judge", () => {
  it("takes any 2xx for stored", () => {
    expect(judge(answer(200, { status: 1 }), 2)).toEqual(new Map());
    expect(judge(answer(204), 2)).toEqual(new Map());
  });

  it.each([0, 408, 429, 500, 502, 503, 504])("does not know after %d", (status) => {
    expect(judge(answer(status), 2)).toBeUndefined();
  });

  it("refuses the items that a partial failure names", () => {
    const body = {
      status: 0,
      failed: [{ index: 1, query_id: "q", code: "unknown_action", message: "…" }],
      results: [],
      processed: 2,
    };
    expect(judge(answer(400, body), 3)).toEqual(new Map([[1, "unknown_action"]]));
  });

  it.each([400, 401, 403, 404, 409, 410, 413, 422])("refuses all after a bare %d", (status) => {
    expect(judge(answer(status), 2)).toEqual(
      new Map([
        [0, `${status} undefined`],
        [1, `${status} undefined`],
      ]),
    );
  });

  it("refuses all when the envelope itself was wrong", () => {
    const body = { status: 0, failed: [], error: { code: "invalid_body", message: "…" } };
    const refusals = judge(answer(400, body), 1);
    expect([...(refusals ?? [])]).toEqual([[0, expect.stringContaining("invalid_body")]]);
  });

  it.each([null, "text", 5, [], { failed: "all" }, { failed: [null] }])(
    "reads a 400 with the body %j as a refusal of all",
    (body) => {
      expect(judge(answer(400, body), 2)?.size).toBe(2);
    },
  );
});
