import { periodRequest, type TestCyclePeriod } from "@nextmove/contract";
import { describe, expect, it } from "vitest";
import { definePeriod } from "./period-definition.ts";

const START = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;

const settingsOf = (change: object = {}) =>
  periodRequest.parse({
    caseId: "shop",
    start: START,
    end: START + 28 * DAY_MS,
    models: [
      { modelId: "a", role: "reference" },
      { modelId: "b", role: "test" },
    ],
    ...change,
  });

const put = (
  change: object = {},
  others: readonly TestCyclePeriod[] = [],
  { now = START - 1, force = false, periodId = "p" } = {},
) => definePeriod({ periodId, settings: settingsOf(change), force, salt: "new", now }, others);

const made = (...parameters: Parameters<typeof put>): TestCyclePeriod => {
  const defined = put(...parameters);
  if (!defined.ok) throw new Error(defined.error.message);
  return defined.value;
};

const weights = (a: number, b: number) => [
  { modelId: "a", weight: a },
  { modelId: "b", weight: b },
];
const reweighted = {
  models: [
    { modelId: "a", role: "reference", weight: 3 },
    { modelId: "b", role: "test" },
  ],
};
const running = { now: START + DAY_MS };

describe("definePeriod", () => {
  it("makes a period with the weights it begins with", () => {
    expect(made()).toEqual({
      ...settingsOf(),
      periodId: "p",
      salt: "new",
      slices: [{ from: START, weights: weights(1, 1) }],
    });
  });

  it("changes anything before the beginning, and keeps the salt", () => {
    const before = { ...made(), salt: "old" };
    const after = made({ ...reweighted, start: START + DAY_MS }, [before]);
    expect(after.salt).toBe("old");
    expect(after.slices).toEqual([{ from: START + DAY_MS, weights: weights(3, 1) }]);
  });

  it.each([
    ["weights", reweighted],
    ["the case", { caseId: "other" }],
    ["the start", { start: START + 1 }],
    ["the cap", { cap: 100 }],
    ["the currency", { currency: "SEK" }],
  ])("refuses to change %s of a period that has begun", (_, change) => {
    const before = made();
    expect(put(change, [before], running)).toMatchObject({ error: { code: "period_running" } });
    expect(put(change, [before], { ...running, force: true })).toMatchObject({ ok: true });
  });

  it("keeps the weights there were when they are changed by force", () => {
    const after = made(reweighted, [made()], { ...running, force: true });
    expect(after.slices).toEqual([
      { from: START, weights: weights(1, 1) },
      { from: running.now, weights: weights(3, 1) },
    ]);
  });

  it("changes what a comparison is not of, and nothing twice", () => {
    const before = made();
    const change = { end: START + 40 * DAY_MS, promote: "automatic", hypothesis: { text: "x" } };
    const after = made(change, [before], running);
    expect(after).toMatchObject({ end: START + 40 * DAY_MS, promote: "automatic" });
    expect(made(change, [after], running)).toEqual(after);
  });

  it("takes a case back that the settings do not name any more", () => {
    const { start, end, models } = settingsOf();
    const settings = periodRequest.parse({ start, end, models });
    const change = { periodId: "p", settings, force: false, salt: "new", now: START - 1 };
    const defined = definePeriod(change, [made()]);
    expect(defined).toMatchObject({ ok: true });
    expect(defined.ok && defined.value.caseId).toBeUndefined();
  });

  it("keeps a cap that was found, but not for another comparison", () => {
    const before = { ...made(), frozenCap: 90, judged: START };
    expect(made({}, [before], running)).toEqual(before);
    const after = made({ currency: "SEK" }, [before], { ...running, force: true });
    expect(after).not.toHaveProperty("frozenCap");
    expect(after).toMatchObject({ judged: START });
  });

  it("gives a case to one period at a time", () => {
    const before = made();
    const other = { periodId: "q" };
    expect(put({}, [before], other)).toMatchObject({ error: { code: "period_overlap" } });
    expect(put({ caseId: "other" }, [before], other)).toMatchObject({ ok: true });
    expect(put({ caseId: null }, [before], other)).toMatchObject({ ok: true });
    const next = { start: before.end, end: before.end + DAY_MS };
    expect(put(next, [before], other)).toMatchObject({ ok: true });
  });
});
