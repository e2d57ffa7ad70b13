import { describe, expect, it } from "vitest";
import type { DecisionBody, ShardEvent } from "../decision-log/events.ts";
import { aModel, aPeriod, END, START } from "../test-cycle/fold/events.fake.ts";
import { assignmentIn, assignmentReceivers } from "./assignment-receiver.ts";

const period = aPeriod({ models: [aModel("a", "reference"), aModel("b", "test")] });
const decided = (change: Partial<DecisionBody> = {}): ShardEvent => ({
  kind: "decision",
  seq: 1,
  queryId: "q",
  dedupeKey: "",
  body: {
    at: START,
    request: "r",
    terms: [],
    fingerprint: "f",
    consumer: "consumer",
    observation: { c: [], n: [] },
    order: ["x"],
    probabilities: [1],
    scores: [0],
    mode: "model",
    testModel: "b",
    model: 1,
    space: 1,
    activation: "immediate",
    ...change,
  },
});

describe("what a decision says of a test", () => {
  it("is which model its visitor was given, the same each time", () => {
    const said = assignmentIn(decided(), [period]);
    expect(said).toMatchObject({
      type: "model_assigned",
      visitor: "consumer",
      userTrackingId: "consumer",
      modelId: "b",
      at: START,
    });
    const later = assignmentIn(decided({ at: START + 1 }), [period]);
    expect(later?.eventId).toBe(said?.eventId);
    const other = assignmentIn(decided({ testModel: "a" }), [period]);
    expect(other?.eventId).not.toBe(said?.eventId);
  });

  it("names Google's id of the visitor where it is known", () => {
    const aliases = { ga_client_id: "1.2" };
    expect(assignmentIn(decided({ aliases }), [period])).toMatchObject({
      visitor: "consumer",
      userTrackingId: "1.2",
    });
  });

  it("is nothing of decisions out of the period, of nobody, and of tests", () => {
    const { consumer: _, ...nobody } = decided().body as DecisionBody;
    const { testModel: __, ...live } = decided().body as DecisionBody;
    const events: ShardEvent[] = [
      decided({ at: END }),
      decided({ at: START - 1 }),
      decided({ mode: "test" }),
      { ...decided(), kind: "decision", body: nobody },
      { ...decided(), kind: "decision", body: live },
    ];
    for (const event of events) expect(assignmentIn(event, [period])).toBeUndefined();
  });
});

describe("the receiver of the models that a case decided by", () => {
  const snapshotWith = (more: object) => ({
    ACCOUNT: { getByName: () => ({ snapshot: () => Promise.resolve({ periods: [], ...more }) }) },
  });
  let accounts = 0;
  const receiversOf = (more: object) => {
    accounts += 1;
    const env = snapshotWith({ pastPeriods: [], ...more }) as unknown as Env;
    return assignmentReceivers(env, { account: `account-${accounts}`, caseId: "shop" }, END);
  };
  const ofCase = { ...period, caseId: "shop" };

  it("is nobody of a case that no period has", async () => {
    expect(await receiversOf({ periods: [period], pastPeriods: [period] })).toEqual([]);
  });

  it("hears all that was decided in a period, however long it is over", async () => {
    const [receiver] = await receiversOf({ pastPeriods: [ofCase] });
    expect(receiver?.since).toBe(START - 1);
    expect(receiver?.until).toBeGreaterThanOrEqual(END);
    expect(receiver?.until).toBeLessThan(Infinity);
  });

  it("goes on with the next period of the case", async () => {
    const next = { ...ofCase, periodId: "next", start: END, end: 2 * END - START };
    const [receiver] = await receiversOf({ periods: [next], pastPeriods: [ofCase] });
    expect(receiver?.since).toBe(START - 1);
    expect(receiver?.until).toBeGreaterThanOrEqual(next.end);
  });
});
