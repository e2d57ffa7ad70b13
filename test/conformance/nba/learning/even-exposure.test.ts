import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";

const api = sharedApi();
const DECISIONS = 200;

describe("exposure in the status of a case", () => {
  it.each([
    ["as often whatever they are", "fine", { a: 2, b: 2 }],
    // As where one of them leads to another page before it is reported.
    ["less often when they are one of them", "mismatch", { a: 2, b: 10 }],
  ] as const)("says when decisions are shown %s", async (_, status, oneIn) => {
    const caseId = await api.putCase(`exposure-${status}`, {
      activation: "deferred",
      uniform_share: 1,
    });
    const customers = Array.from({ length: DECISIONS }, (_each, index) => ({
      query_id: `${caseId}-${index}`,
    }));
    const rankings = await api.decideBatch(caseId, { customers, actions: ["a", "b"] });
    const seen = { a: 0, b: 0 };
    const selection = rankings.flatMap(({ query_id, actions: [action] }) => {
      const name = action === "a" ? "a" : "b";
      seen[name] += 1;
      return seen[name] % oneIn[name] === 0 ? [{ query_id, action }] : [];
    });
    await api.call("POST", `/v3/action/${caseId}/select/batch`, { body: { selection } });
    const { exposure } = await api.status(caseId);
    const shown = { a: Math.floor(seen.a / oneIn.a), b: Math.floor(seen.b / oneIn.b) };
    expect(exposure).toEqual({
      status,
      p: expect.any(Number),
      actions: {
        a: { decided: seen.a, shown: shown.a, due: expect.any(Number) },
        b: { decided: seen.b, shown: shown.b, due: expect.any(Number) },
      },
    });
    // Drawn evenly, each is due its share of what was shown.
    const share = (shown.a + shown.b) / DECISIONS;
    expect(Math.abs((exposure.actions["b"]?.due ?? 0) - share * seen.b)).toBeLessThan(6);
  });
});
