import type { TestCycleEvent } from "@nextmove/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addVisit } from "./add-visit.ts";
import { accepted, aModel, aPeriod, assigned, outcome, started, triggered } from "./events.fake.ts";
import { foldVisit } from "./fold-visit.ts";
import { type Frame, frameOf } from "./frame.ts";
import { mergeSummaries } from "./merge-summaries.ts";
import { OTHER_NAMES } from "./names.ts";
import { emptySummary, type Summary } from "./summary.ts";

const PERIOD = aPeriod({
  guardrails: [{ metric: "refund", margin: 0.01 }],
  models: [
    aModel("reference_v1", "reference"),
    aModel("offer_v2", "test", { costPerSession: 1, costPerAssistance: 4 }),
  ],
});
const REFUND = outcome(51, { outcomeId: "returned", value: -10 });
const FRAME = frameOf(PERIOD, [], 100);

const summarise = (visitors: readonly TestCycleEvent[][], frame: Frame = FRAME): Summary => {
  const summary = emptySummary(frame);
  for (const events of visitors) addVisit(summary, foldVisit(events, frame), frame);
  return summary;
};

const ASSISTED = [
  assigned(1),
  triggered(2),
  accepted(3),
  started(4),
  outcome(50, { assistanceId: "a", value: 300 }),
];
const BLOCKED = [assigned(1), triggered(2, false), outcome(3, { value: 30 }), REFUND];
const IDLE = [assigned(30)];
const NOBODY = [outcome(3, { value: 20 })];

describe("addVisit", () => {
  const { models, unassigned } = summarise([ASSISTED, BLOCKED, IDLE, NOBODY, []]);
  const model = models[1];

  it("counts what a model's sessions came to", () => {
    expect(model).toMatchObject({
      sessions: 3,
      slices: [{ net: { n: 3, sum: 100 + 19 - 1 } }],
      triggered: 2,
      offered: 1,
      blocked: 1,
      started: 1,
      revenue: { n: 3, sum: 320 },
      cost: { n: 3, sum: 7 },
      rawNet: { n: 3, sum: 295 + 19 - 1 },
      net: { n: 3, sum: 100 + 19 - 1 },
      conversion: { n: 3, sum: 2 },
      guarded: [{ n: 3, sum: 1 }],
      whenOffered: { n: 1, sum: 100 },
      whenBlocked: { n: 1, sum: 19 },
    });
    expect(model?.channels).toEqual(
      new Map([
        ["chat", { accepted: 1, sales: 1, support: 0, none: 0, buyers: 1, revenue: 300 }],
        ["web", { accepted: 0, sales: 1, support: 0, none: 1, buyers: 1, revenue: 20 }],
      ]),
    );
  });

  it("shows visitors without a model apart", () => {
    expect(unassigned).toEqual({ visitors: 1, events: 1, revenue: 20 });
    expect(models[0]?.sessions).toBe(0);
  });

  it("knows the visitors of other tests from those of none", () => {
    const other = [assigned(1, "banner_v1"), outcome(3, { value: 5 })];
    const summary = summarise([other, NOBODY]);
    expect(summary.elsewhere).toEqual({ visitors: 1, events: 2, revenue: 5 });
    expect(summary.unassigned).toEqual({ visitors: 1, events: 1, revenue: 20 });
  });

  it("knows on each day the sums of the totals as they stood", () => {
    expect(model?.slices[0]?.days.entered.slice(0, 3)).toEqual([2, 1, 0]);
    // -5 and 29; then another of -1; then 100 instead of -5, and 19 instead of 29.
    expect(model?.slices[0]?.days.net.slice(0, 3)).toEqual([24, -1, 105 - 10]);
    expect(model?.slices[0]?.days.squares.slice(0, 3)).toEqual([25 + 841, 1, 9975 - 480]);
  });

  it("counts names beyond the limit together", () => {
    const events = Array.from({ length: 501 }, (_, index) =>
      outcome(2, { outcomeId: `unheard-of-${index}` }),
    );
    const { unmapped } = summarise([[assigned(1), ...events]]);
    expect(unmapped.size).toBe(501);
    expect(unmapped.get(OTHER_NAMES)).toEqual({ outcomes: 1 });
  });
});

describe("mergeSummaries", () => {
  const visitor = fc.constantFrom(ASSISTED, BLOCKED, IDLE, NOBODY, [
    assigned(9, "reference_v1"),
    outcome(400, { value: 3, currency: "SEK" }),
    outcome(401, { outcomeId: "__proto__", channel: "__proto__" }),
  ]);

  it("is the summary of the whole, however the visitors are split and ordered", () => {
    fc.assert(
      fc.property(fc.array(visitor), fc.array(visitor), (some, others) => {
        const whole = summarise([...some, ...others]);
        const merged = mergeSummaries(summarise(others), summarise(some));
        expect(merged).toEqual(whole);
      }),
    );
  });

  it("counts names beyond the limit together, the rarest first, however many parts there are", () => {
    const parts = [1, 2, 3].map((part) => {
      const strange = Array.from({ length: 499 }, (_, index) =>
        outcome(2, {
          outcomeId: `unheard-of-${part}-${index}`,
          channel: `channel-${part}-${index}`,
          value: undefined,
        }),
      );
      const usual = [1, 2].map((hour) => outcome(hour, { outcomeId: "usual", channel: "phone" }));
      return summarise([[assigned(1), ...strange], part === 3 ? [assigned(1), ...usual] : []]);
    });
    const { models, unmapped } = parts.reduce(mergeSummaries);
    const channels = models[1]?.channels ?? expect.unreachable();
    expect([unmapped.size, channels.size]).toEqual([501, 501]);
    expect(unmapped.get("usual")).toEqual({ outcomes: 2 });
    expect(unmapped.get(OTHER_NAMES)).toEqual({ outcomes: 3 * 499 - 499 });
    expect(channels.get("phone")).toMatchObject({ none: 2 });
    expect(channels.get(OTHER_NAMES)).toMatchObject({ none: 3 * 499 - 499 });
  });

  it("survives structured clone", () => {
    const summary = summarise([ASSISTED, NOBODY]);
    expect(mergeSummaries(structuredClone(summary), summarise([]))).toEqual(summary);
  });

  it("ends each day's sums at those of the whole", () => {
    fc.assert(
      fc.property(fc.array(visitor), (visitors) => {
        for (const { days, net } of summarise(visitors).models.flatMap(({ slices }) => slices)) {
          const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
          expect(total(days.entered)).toBe(net.n);
          expect(total(days.net)).toBeCloseTo(net.sum);
          expect(total(days.squares)).toBeCloseTo(net.squares);
        }
      }),
    );
  });
});
