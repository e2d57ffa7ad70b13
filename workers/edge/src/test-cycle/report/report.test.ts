import { testCycleReport } from "@nextmove/contract";
import { describe, expect, it } from "vitest";
import { addVisit } from "../fold/add-visit.ts";
import { aModel, aPeriod, assigned, END, outcome, START } from "../fold/events.fake.ts";
import { foldVisit } from "../fold/fold-visit.ts";
import { DAY_MS, frameOf } from "../fold/frame.ts";
import { OTHER_NAMES } from "../fold/names.ts";
import { emptySummary } from "../fold/summary.ts";
import { play, USUAL } from "./play.fake.ts";
import { reportOf } from "./report.ts";

const PERIOD = aPeriod({
  models: [
    aModel("reference_v1", "reference"),
    aModel("best_v2", "best", { costPerSession: 0.01, costPerAssistance: 2 }),
    aModel("test_v3", "test", { costPerSession: 0.01, costPerAssistance: 2 }),
  ],
  hypothesis: { plannedSessions: 3_000, minimumEffect: 0.2, expectedRevenue: 1 },
  guardrails: [{ metric: "refund", margin: 0.01 }],
});
const BETTER = { ...USUAL, accepts: 0.6, buysAssisted: 0.5 };
const nothing = emptySummary(frameOf(PERIOD, [], null));

/** One visitor of the best model, who bought, and nobody else. */
const oneSession = emptySummary(frameOf(PERIOD, [], null));
addVisit(
  oneSession,
  foldVisit([assigned(30, "best_v2"), outcome(31, { value: 49.9 })], frameOf(PERIOD, [], null)),
  frameOf(PERIOD, [], null),
);
const won = play(PERIOD, [USUAL, USUAL, BETTER], 3_000);
const drawn = play(PERIOD, [USUAL, USUAL, USUAL], 3_000);

describe("reportOf", () => {
  it("is what the contract says, from before the first event to after the end", () => {
    for (const summary of [nothing, oneSession, won]) {
      for (const now of [START - 1, START, START + 10 * DAY_MS, END + DAY_MS]) {
        const report = reportOf(PERIOD, summary, null, now);
        expect(testCycleReport.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
      }
    }
  });

  it("adds up no money of several currencies", () => {
    const summary = structuredClone(won);
    summary.foreign.set("SEK", { outcomes: 1, value: 10 });
    summary.foreign.set(OTHER_NAMES, { outcomes: 3, value: 1_234 });
    const report = reportOf(PERIOD, summary, null, END);
    expect(testCycleReport.parse(report).checks.foreign).toEqual([
      { currency: OTHER_NAMES, outcomes: 3, value: null },
      { currency: "SEK", outcomes: 1, value: 10 },
    ]);
  });

  it("finds the better model, and what it is worth", () => {
    const report = reportOf(PERIOD, won, null, END);
    expect(report.newBest).toBe("test_v3");
    expect(report.verdicts).toMatchObject([
      { decision: "promote", modelId: "test_v3", againstId: "best_v2" },
    ]);
    const [againstBest, againstReference] = report.comparisons;
    expect(againstBest?.difference.lower).toBeGreaterThan(0);
    expect(againstReference).toMatchObject({ against: "reference", isDeciding: false });
  });

  it("does not find one where nothing differs", () => {
    const report = reportOf(PERIOD, drawn, null, END);
    expect(report.newBest).toBeNull();
    expect(report.verdicts[0]?.decision).not.toBe("promote");
  });

  it("does not take a small arm that has not sold yet for a proven loss", () => {
    const small = structuredClone(drawn);
    const test = small.models[2] ?? expect.unreachable();
    const onTheFirstDay = (sum: number) => Array.from({ length: 28 }, (_, day) => (day ? 0 : sum));
    test.slices = [
      {
        net: { n: 60, sum: -0.6, squares: 0.006 },
        days: {
          entered: onTheFirstDay(60),
          net: onTheFirstDay(-0.6),
          squares: onTheFirstDay(0.006),
        },
      },
    ];
    const weights = [1, 1, 0.02].map((weight, place) => ({
      modelId: PERIOD.models[place]?.modelId ?? "",
      weight,
    }));
    const period = { ...PERIOD, slices: [{ from: START, weights }] };
    const { verdicts, comparisons } = reportOf(period, small, null, START + 10 * DAY_MS);
    expect(verdicts[0]?.reasons.map(({ code }) => code)).toContain("not_proven");
    expect(comparisons[0]?.days.at(-1)?.upper).toBeGreaterThan(0);
  });

  it("knows nothing of a model without sessions, nor of a difference from it", () => {
    const { models, comparisons, checks, hypothesis } = reportOf(PERIOD, oneSession, null, END);
    const unknown = { value: null, lower: null, upper: null };
    const [reference, best] = models;
    expect(new Set(Object.values(reference?.perSession ?? {}))).toEqual(new Set([unknown]));
    expect(reference?.netPerVisit).toEqual(unknown);
    expect(best?.perSession.revenue).toEqual({ value: 49.9, lower: null, upper: null });
    for (const { difference, lift, alwaysValid, atEnd, adjusted, days } of comparisons) {
      expect(difference).toEqual(unknown);
      expect(alwaysValid).toMatchObject(unknown);
      expect(atEnd).toMatchObject(unknown);
      expect([lift, adjusted, days]).toEqual([null, null, []]);
    }
    expect(checks.guardrails).toMatchObject([
      { baseline: 0, value: null, difference: unknown, status: "open" },
    ]);
    expect(hypothesis).toMatchObject({ observed: unknown, state: "unknown" });
  });

  it("says that nothing was tested where too few came", () => {
    const [ended] = reportOf(PERIOD, oneSession, null, END).verdicts;
    expect(ended).toMatchObject({ decision: "keep", goOnWith: "best_v2" });
    expect(ended?.reasons[0]).toEqual({
      code: "too_few_to_compare",
      text: "Too few sessions came to compare test_v3 (0) with best_v2 (1).",
    });
    const [running] = reportOf(PERIOD, oneSession, null, START + 2 * DAY_MS).verdicts;
    expect(running).toMatchObject({ decision: "continue", goOnWith: null });
    expect(running?.reasons.map(({ code }) => code)).toContain("too_few_to_compare");
  });

  it("says which model to go on with", () => {
    expect(reportOf(PERIOD, won, null, END).verdicts[0]?.goOnWith).toBe("test_v3");
    expect(reportOf(PERIOD, drawn, null, END).verdicts[0]?.goOnWith).toBe("best_v2");
  });

  it("says of a period that is over what was, not what is so far", () => {
    const textsOf = (now: number, summary = drawn) =>
      reportOf(PERIOD, summary, null, now)
        .verdicts.flatMap(({ reasons }) => reasons.map(({ text }) => text))
        .join(" ");
    expect(textsOf(END)).not.toMatch(/so far|not known yet/i);
    expect(textsOf(START + 10 * DAY_MS)).toMatch(/^So far the difference/);
    expect(textsOf(START + DAY_MS)).toContain("Only 1 whole day is over;");
    expect(textsOf(END, won)).toMatch(
      /^test_v3 brings between €\d+\.\d\d and €\d+\.\d\d more net revenue a session than best_v2\.$/,
    );
  });

  it("does not promote in the first week", () => {
    const report = reportOf(PERIOD, won, null, START + 6 * DAY_MS);
    expect(report.verdicts).toMatchObject([
      { decision: "continue", reasons: [{ code: "too_few_days" }] },
    ]);
  });

  it("does not judge sessions that did not split as planned", () => {
    const skewed = aPeriod({
      ...PERIOD,
      slices: [
        {
          from: START,
          weights: PERIOD.models.map(({ modelId }, place) => ({ modelId, weight: place + 1 })),
        },
      ],
    });
    const report = reportOf(skewed, won, null, END);
    expect(report.checks.sampleRatio.status).toBe("mismatch");
    expect(report.verdicts[0]?.decision).toBe("invalid");
    expect(report.newBest).toBeNull();
  });

  it("expects no session of a model in the days before it was added", () => {
    const models = ["reference", "test", "test"].map((role, place) =>
      aModel(`model_v${place}`, role === "test" ? "test" : "reference"),
    );
    const weights = models.map(({ modelId, weight }) => ({ modelId, weight }));
    const period = aPeriod({
      models,
      slices: [
        { from: START, weights: weights.slice(0, 2) },
        { from: START + 14 * DAY_MS, weights },
      ],
    });
    const frame = frameOf(period, [], null);
    const summary = emptySummary(frame);
    for (const [day, present] of [
      [2, models.slice(0, 2)],
      [16, models],
    ] as const) {
      for (const { modelId } of present) {
        for (let visitor = 0; visitor < 100; visitor += 1) {
          addVisit(summary, foldVisit([assigned(24 * day, modelId)], frame), frame);
        }
      }
    }
    const { sampleRatio } = reportOf(period, summary, null, END).checks;
    expect(sampleRatio.models.map(({ expected }) => expected)).toEqual([200, 200, 100]);
    expect(sampleRatio.status).toBe("fine");
  });

  it("compares each stretch of weights for itself", () => {
    const models = [aModel("reference_v1", "reference"), aModel("test_v3", "test")];
    const weights = (test: number) => [
      { modelId: "reference_v1", weight: 100 - test },
      { modelId: "test_v3", weight: test },
    ];
    const period = aPeriod({
      models,
      slices: [
        { from: START, weights: weights(10) },
        { from: START + 14 * DAY_MS, weights: weights(50) },
      ],
    });
    const frame = frameOf(period, [], null);
    const summary = emptySummary(frame);
    const arrive = (modelId: string, visitors: number, day: number, value: number) => {
      for (let visitor = 0; visitor < visitors; visitor += 1) {
        const hour = 24 * day + visitor / 100;
        const events = [
          assigned(hour, modelId),
          outcome(hour, { value: value + (visitor % 2) - 0.5 }),
        ];
        addVisit(summary, foldVisit(events, frame), frame);
      }
    };
    // A bad fortnight, then a good one: whichever model decides.
    arrive("reference_v1", 900, 2, 10);
    arrive("test_v3", 100, 2, 10);
    arrive("reference_v1", 500, 16, 50);
    arrive("test_v3", 500, 16, 50);
    const { comparisons, checks, models: figures } = reportOf(period, summary, null, END);
    // As they are, and as they may be compared.
    expect(figures.map(({ perSession }) => Math.round(perSession.rawNet.value ?? 0))).toEqual([
      24, 43,
    ]);
    expect(figures.map(({ perSession }) => Math.round(perSession.net.value ?? 0))).toEqual([
      30, 30,
    ]);
    expect(comparisons[0]?.difference.value).toBeCloseTo(0);
    expect(comparisons[0]?.days.at(-1)?.value).toBeCloseTo(0);
    expect(checks.sampleRatio).toMatchObject({ status: "fine", p: 1 });
  });

  it("excludes 0 from the always-valid interval exactly when the e-value says so", () => {
    for (const { alwaysValid } of [won, drawn].flatMap(
      (summary) => reportOf(PERIOD, summary, null, END).comparisons,
    )) {
      const { lower, upper, eValue, alpha } = alwaysValid;
      expect((lower ?? -1) > 0 || (upper ?? 1) < 0).toBe(eValue >= 1 / alpha);
    }
  });

  it("ends the chart at the difference of the whole", () => {
    const [comparison] = reportOf(PERIOD, won, null, END).comparisons;
    const last = comparison?.days.at(-1);
    expect(comparison?.days).toHaveLength(28);
    expect(last?.value).toBeCloseTo(comparison?.difference.value ?? 0);
    expect(last?.lower).toBeCloseTo(comparison?.alwaysValid.lower ?? 0);
    expect(last).toMatchObject({ date: "2026-03-29", sessions: 6_000 });
  });

  it("counts the funnel", () => {
    const [, , test] = reportOf(PERIOD, won, null, END).models;
    const { triggered, offered, accepted, started } = test ?? { triggered: 0 };
    expect(triggered).toBeGreaterThan(offered ?? Number.NaN);
    expect(test?.capacity.blocked).toBe(triggered - (offered ?? 0));
    expect(started).toBe(accepted);
    const [web, chat, phone] = test?.channels ?? [];
    expect([web?.channel, chat?.channel, phone?.channel]).toEqual(["web", "chat", "phone"]);
    expect(chat?.clickThrough).toBe((chat?.accepted ?? 0) / (offered ?? 0));
    expect((chat?.accepted ?? 0) + (phone?.accepted ?? 0)).toBe(accepted);
  });

  it("lists the channels of all models in one order", () => {
    const summary = structuredClone(won);
    for (const [place, accepted] of [2, 900, 2].entries()) {
      const mail = { accepted, sales: 0, support: 0, none: 0, buyers: 0, revenue: 0 };
      summary.models[place]?.channels.set("mail", mail);
    }
    const { models } = reportOf(PERIOD, summary, null, END);
    const order = ["web", "mail", "chat", "phone"];
    expect(models.map(({ channels }) => channels.map(({ channel }) => channel))).toEqual([
      order,
      order,
      order,
    ]);
  });

  it("says sums of money as no finer than money is", () => {
    const summary = structuredClone(won);
    const [first] = summary.models;
    if (first) first.revenue.sum = 6893.469999999999;
    expect(reportOf(PERIOD, summary, null, END).models[0]?.revenue).toBe(6893.47);
  });

  it("says what blocked offers may have cost", () => {
    const [, , test] = reportOf(PERIOD, won, null, END).models;
    const { blocked, upliftPerOffered, lost } = test?.capacity ?? { blocked: 0 };
    expect(lost?.value).toBeCloseTo((upliftPerOffered?.value ?? 0) * blocked);
  });

  it("holds the guardrail that nobody touched", () => {
    const { guardrails } = reportOf(PERIOD, won, null, END).checks;
    expect(guardrails).toMatchObject([{ metric: "refund", status: "passed", modelId: "test_v3" }]);
  });

  it("winsorises what it judges by, and shows what was", () => {
    const report = reportOf(PERIOD, play(PERIOD, [USUAL, USUAL, USUAL], 500, 30), 30, END);
    const [reference] = report.models;
    expect(report.cap).toBe(30);
    expect(reference?.perSession.net.value).toBeLessThan(reference?.perSession.rawNet.value ?? 0);
  });
});
