import type { PartialFailure } from "@nextmove/contract";
import { describe, expect, it } from "vitest";
import type { Answer } from "./post.ts";
import { judge } from "./verdict.ts";

const fates = (given: Answer, count: number) =>
  Array.from({ length: count }, (_, index) => judge(given)(index));

const answer = (status: number, body?: unknown) => ({ status, body, retryAfter: null });

const failed = (index: number, code: string) => ({ index, query_id: "q", code, message: "…" });

describe("judge", () => {
  it("takes any 2xx for stored", () => {
    expect(fates(answer(200, { status: 1 }), 2)).toEqual(["stored", "stored"]);
    expect(fates(answer(204), 1)).toEqual(["stored"]);
  });

  it.each([0, 408, 429, 500, 502, 503, 504])("does not know after %d", (status) => {
    expect(fates(answer(status), 2)).toEqual(["unknown", "unknown"]);
  });

  it("tells apart the items of a partial failure", () => {
    const body = {
      status: 0 as const,
      failed: [failed(1, "unknown_action"), failed(2, "overloaded")],
      results: [],
      processed: 1,
    } satisfies PartialFailure;
    expect(fates(answer(400, body), 3)).toEqual([
      "stored",
      { refused: "unknown_action" },
      "unknown",
    ]);
  });

  it.each([400, 401, 403, 404, 409, 410, 413, 422])("refuses all after a bare %d", (status) => {
    const fate = { refused: `${status} undefined` };
    expect(fates(answer(status), 2)).toEqual([fate, fate]);
  });

  it("refuses all when the envelope itself was wrong, and says why", () => {
    const body = { status: 0, failed: [], error: { code: "invalid_body", message: "…" } };
    expect(fates(answer(400, body), 1)).toEqual([
      { refused: expect.stringContaining("invalid_body") },
    ]);
  });

  it.each([null, "text", 5, [], { failed: "all" }, { failed: [null] }])(
    "reads a 400 with the body %j as a refusal of all",
    (body) => {
      const fate = { refused: "400 undefined" };
      expect(fates(answer(400, body), 2)).toEqual([fate, fate]);
    },
  );

  it("tells apart the events that a good answer refuses", () => {
    const body = { status: 2, received: 1, failed: [failed(1, "unknown_action")], now: 9 };
    expect(fates(answer(200, body), 2)).toEqual(["stored", { refused: "unknown_action" }]);
    expect(judge(answer(200, body))()).toBe("stored");
  });
});
