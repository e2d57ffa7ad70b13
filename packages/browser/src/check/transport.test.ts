import { describe, expect, it } from "vitest";
import { type TransportFacts, transportFindings } from "./transport.ts";

const NOW = 1_700_000_000_000;
const answered = (status: number, body: unknown): TransportFacts["answer"] => ({ status, body });
const WELL = answered(200, { status: 1, received: 0, failed: [], now: NOW });

function found(facts: Partial<TransportFacts>) {
  const usual = { tookMs: 40, answer: WELL, blockedBy: undefined, isOnline: true, at: NOW };
  return transportFindings("https://edge.example", { ...usual, ...facts });
}
const codes = (facts: Partial<TransportFacts>) =>
  found(facts).map(({ level, code }) => `${level} ${code}`);
const refusal = (code: string) =>
  answered(403, { status: 0, error: { code, message: "words of the edge" } });

describe("transportFindings", () => {
  it("is content with a quick answer and a right clock", () => {
    expect(codes({})).toEqual(["info edge_answers", "info clock_right"]);
  });

  it.each([
    ["slow", { tookMs: 900 }, "warning edge_slow"],
    ["not Nextmove", { answer: answered(200, undefined) }, "error edge_wrong"],
    ["another status", { answer: answered(404, "<html>") }, "error edge_wrong"],
    ["a policy", { answer: undefined, blockedBy: "connect-src" }, "error csp_blocks"],
    ["no network", { answer: undefined, isOnline: false }, "warning offline"],
    ["stopped at once", { answer: undefined, tookMs: 2 }, "error blocked"],
    ["no answer", { answer: undefined, tookMs: 3000 }, "error edge_unreachable"],
    ["a refused origin", { answer: refusal("origin_refused") }, "error origin_refused"],
    ["a refused key", { answer: refusal("unauthorized") }, "error unauthorized"],
    ["a case that is none", { answer: refusal("unknown_case") }, "error unknown_case"],
  ])("tells %s", (_, facts, first) => {
    expect(codes(facts)[0]).toBe(first);
  });

  it("passes on what the edge says, and what to add to the policy", () => {
    expect(found({ answer: refusal("origin_refused") })[0]?.message).toContain("words of the edge");
    const [policy] = found({ answer: undefined, blockedBy: "connect-src" });
    expect(policy?.message).toBe(
      "Content-Security-Policy: add https://edge.example to connect-src.",
    );
  });

  it.each([
    [5 * 60_000, "info clock_right"],
    [-5 * 60_000, "info clock_right"],
    [5 * 60_000 + 1, "warning clock_wrong"],
    [-86_400_000, "warning clock_wrong"],
  ])("measures a clock that is off by %d ms", (ms, finding) => {
    expect(codes({ at: NOW + ms })).toContain(finding);
  });

  it.each([
    [600_000, "10 minutes ahead"],
    [-600_000, "10 minutes behind"],
    [-119 * 60_000, "119 minutes behind"],
    [3 * 3_600_000, "3 hours ahead"],
    [-40 * 86_400_000, "40 days behind"],
    [400, "right, to 0 s"],
    [-240_000, "right, to 240 s"],
  ])("says of a clock that is off by %d ms: %s", (ms, words) => {
    expect(found({ at: NOW + ms })[1]?.message).toContain(words);
  });
});
