import type { PartialFailure } from "@nextmove/contract";
import { describe, expect, it } from "vitest";
import type { Answer } from "./post.ts";
import { refusalsIn } from "./verdict.ts";

const refusals = (given: Answer, count: number) =>
  Array.from({ length: count }, (_, index) => refusalsIn(given)?.(index));

const answer = (status: number, body?: unknown) => ({ status, body, retryAfter: null });

const failed = (index: number, code: string) => ({ index, query_id: "q", code, message: "…" });

describe("refusalsIn", () => {
  it("takes any 2xx for stored", () => {
    expect(refusals(answer(200, { status: 1 }), 2)).toEqual(["", ""]);
    expect(refusals(answer(204), 1)).toEqual([""]);
  });

  it.each([0, 408, 429, 500, 502, 503, 504])("does not know after %d", (status) => {
    expect(refusals(answer(status), 2)).toEqual([undefined, undefined]);
  });

  it("tells apart the items of a partial failure", () => {
    const body = {
      status: 0 as const,
      failed: [failed(1, "unknown_action"), failed(2, "overloaded")],
      results: [],
      processed: 1,
    } satisfies PartialFailure;
    expect(refusals(answer(400, body), 3)).toEqual(["", "unknown_action", "overloaded"]);
  });

  it.each([400, 401, 403, 404, 409, 410, 413, 422])("refuses all after a bare %d", (status) => {
    const refusal = `${status} `;
    expect(refusals(answer(status), 2)).toEqual([refusal, refusal]);
  });

  it("refuses all when the envelope itself was wrong, and says why", () => {
    const body = { status: 0, failed: [], error: { code: "invalid_body", message: "…" } };
    expect(refusals(answer(400, body), 1)).toEqual([expect.stringContaining("invalid_body")]);
  });

  it.each([null, "text", 5, [], { failed: "all" }, { failed: [null] }])(
    "reads a 400 with the body %j as a refusal of all",
    (body) => {
      const refusal = "400 ";
      expect(refusals(answer(400, body), 2)).toEqual([refusal, refusal]);
    },
  );

  it("tells apart the events that a good answer refuses", () => {
    const body = { status: 2, received: 1, failed: [failed(1, "unknown_action")], now: 9 };
    expect(refusals(answer(200, body), 2)).toEqual(["", "unknown_action"]);
  });

  it("refuses an item without a code", () => {
    expect(refusals(answer(200, { failed: [{ index: 0 }] }), 2)).toEqual(["undefined", ""]);
  });
});
