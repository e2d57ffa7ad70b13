import { describe, expect, it } from "vitest";
import { outcomesRequestLike } from "./outcome.ts";
import { periodRequest } from "./period.ts";
import { visitorOf } from "./visitor.ts";

const models = [
  { modelId: "banner_v1", role: "reference" },
  { modelId: "banner_v2", role: "test", weight: 3 },
];
const period = { start: "2026-01-01T00:00:00Z", end: "2026-02-01T00:00:00Z", models };

describe("periodRequest", () => {
  it("needs a time and two models; all else has a default", () => {
    expect(periodRequest.parse(period)).toEqual({
      caseId: undefined,
      start: Date.UTC(2026, 0, 1),
      end: Date.UTC(2026, 1, 1),
      models: [
        { ...models[0], weight: 1, costPerSession: 0, costPerAssistance: 0 },
        { ...models[1], costPerSession: 0, costPerAssistance: 0 },
      ],
      hypothesis: {},
      currency: "EUR",
      cap: null,
      guardrails: [],
      promote: "manual",
    });
  });

  it("reads snake case", () => {
    const spelled = {
      ...period,
      case_id: "shop",
      models: [
        { model_id: "a", role: "reference", cost_per_session: 0.1 },
        { model_id: "b", role: "test", cost_per_assistance: 4 },
      ],
      hypothesis: { expected_revenue: 0.5, minimum_effect: 0.1, planned_sessions: 1000 },
    };
    expect(periodRequest.parse(spelled)).toMatchObject({
      caseId: "shop",
      models: [
        { modelId: "a", costPerSession: 0.1 },
        { modelId: "b", costPerAssistance: 4 },
      ],
      hypothesis: { expectedRevenue: 0.5, minimumEffect: 0.1, plannedSessions: 1000 },
    });
  });

  it.each([
    ["end", { ...period, end: period.start }],
    ["end", { ...period, end: "2028-01-01T00:00:00Z" }],
    ["models", { ...period, models: [models[0]] }],
    ["models", { ...period, models: [models[0], { ...models[0], role: "test" }] }],
    ["models", { ...period, models: models.map((model) => ({ ...model, role: "test" })) }],
    ["models", { ...period, models: models.map((model) => ({ ...model, weight: 0 })) }],
    [
      "models.0.weight",
      { ...period, models: models.map((model) => ({ ...model, weight: 1e-320 })) },
    ],
    ["models.0.role", { ...period, models: [{ modelId: "a", role: "control" }, models[1]] }],
    ["", { ...period, modells: [] }],
  ])("blames %s", (path, body) => {
    const issues = periodRequest.safeParse(body).error?.issues ?? [];
    expect(issues.map((issue) => issue.path.join("."))).toContain(path);
  });
});

describe("outcomesRequest", () => {
  const entry = { outcomeId: "sales_2", category: "sales", revenue: 40 };

  it.each([
    ["one entry", entry],
    ["a list", [entry]],
    ["a list by name", { outcomes: [entry] }],
    ["snake case", [{ outcome_id: "sales_2", category: "sales", revenue: 40 }]],
  ])("reads %s", (_, body) => {
    expect(outcomesRequestLike(body).parse(body)).toEqual([{ ...entry, cost: 0 }]);
  });
});

describe("visitorOf", () => {
  it.each([
    ["GA1.2.1500669880.1586985368", "1500669880.1586985368"],
    ["GA1.1-2.11.22", "11.22"],
    ["1500669880.1586985368", "1500669880.1586985368"],
    ["GA1.2.abc", "GA1.2.abc"],
    ["session-7", "session-7"],
  ])("takes %s for %s", (id, visitor) => {
    expect(visitorOf(id)).toBe(visitor);
  });
});
