import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  accepted,
  aModel,
  aPeriod,
  assigned,
  END,
  outcome,
  START,
  started,
  HOUR_MS,
  triggered,
} from "./events.fake.ts";
import { foldVisit } from "./fold-visit.ts";
import { frameOf } from "./frame.ts";

const CATALOGUE = [
  { outcomeId: "sales_2", category: "sales" as const, revenue: 50, cost: 5 },
  { outcomeId: "refund", category: "none" as const, revenue: -20, cost: 0 },
];
const COSTLY = aPeriod({
  models: [
    aModel("reference_v1", "reference"),
    aModel("offer_v2", "test", { costPerSession: 0.1, costPerAssistance: 4 }),
  ],
});
const FRAME = frameOf(COSTLY, CATALOGUE, null);
const PERIOD_HOURS = (END - START) / HOUR_MS;

describe("foldVisit", () => {
  it("follows an assistance from its trigger to its sale", () => {
    const visit = foldVisit(
      [
        assigned(1),
        triggered(2),
        accepted(3),
        started(4),
        outcome(30, { assistanceId: "a", outcomeId: "sales_2" }),
      ],
      FRAME,
    );
    expect(visit.exposure).toMatchObject({ model: 1, day: 0, isMultiple: false });
    expect(visit.assistances).toEqual([
      { isTriggered: true, isOffered: true, channel: "chat", startedAt: START + 4 * HOUR_MS },
    ]);
    expect(visit.outcomes).toMatchObject([{ channel: "chat", category: "sales", revenue: 50 }]);
    expect(visit.revenue).toBe(50);
    expect(visit.cost).toBeCloseTo(0.1 + 4 + 5);
    expect(visit.steps).toEqual([
      { day: 0, net: -4.1 },
      { day: 1, net: 40.9 },
    ]);
  });

  it("takes a model of the same name that another period gave for another model", () => {
    const given = (hour: number, period: string) => ({
      ...assigned(hour),
      eventId: `assigned:${period}:offer_v2`,
    });
    expect(foldVisit([given(1, "april")], FRAME)).toMatchObject({
      exposure: undefined,
      isElsewhere: true,
    });
    const visit = foldVisit([given(1, "april"), assigned(3, "reference_v1")], FRAME);
    expect(visit.exposure).toMatchObject({ model: 0, isMultiple: false });
    expect(foldVisit([given(1, "march")], FRAME).exposure).toMatchObject({ model: 1 });
  });

  it("tells visitors of an earlier test from those without any model", () => {
    const late = foldVisit([assigned(-200), outcome(3, { value: 5 })], FRAME);
    expect(late).toMatchObject({ exposure: undefined, isElsewhere: true, events: 1 });
    const none = foldVisit([outcome(3, { value: 5 })], FRAME);
    expect(none).toMatchObject({ exposure: undefined, isElsewhere: false });
  });

  it("takes the first model, and says that there was another", () => {
    const visit = foldVisit([assigned(5, "reference_v1"), assigned(2)], FRAME);
    expect(visit.exposure).toMatchObject({ model: 1, isMultiple: true });
  });

  it("does not mind being assigned the same model again, or one of another test", () => {
    const visit = foldVisit([assigned(2), assigned(5), assigned(1, "banner_v9")], FRAME);
    expect(visit.exposure).toMatchObject({ model: 1, isMultiple: false });
  });

  it("counts for a model what came up to a day before its assignment", () => {
    const early = outcome(0.5, { value: 7 });
    const events = [early, outcome(2, { value: 10 }), assigned(25)];
    const visit = foldVisit(events, FRAME);
    expect(visit.revenue).toBe(10);
    expect(visit.early).toEqual({ events: 1, revenue: 7 });
    expect(visit.steps).toEqual([{ day: 1, net: 9.9 }]);
  });

  it("takes an assignment after the end for a visitor who was there before it, and for nobody else", () => {
    const late = assigned(PERIOD_HOURS + 2);
    expect(foldVisit([outcome(PERIOD_HOURS - 3), late], FRAME).exposure).toMatchObject({ day: 27 });
    expect(foldVisit([outcome(PERIOD_HOURS + 3), late], FRAME).exposure).toBeUndefined();
    expect(foldVisit([outcome(PERIOD_HOURS - 30), late], FRAME).exposure).toBeUndefined();
  });

  it("leaves out what is not in the period", () => {
    const visit = foldVisit(
      [assigned(0), outcome(-1, { value: 3 }), outcome(PERIOD_HOURS, { value: 3 })],
      FRAME,
    );
    expect(visit).toMatchObject({ revenue: 0, events: 1, history: 3 });
  });

  it("knows a visitor's history only when it was seen in the four weeks before", () => {
    expect(foldVisit([assigned(0)], FRAME).history).toBeUndefined();
    expect(foldVisit([assigned(0), outcome(-28 * 24 - 1)], FRAME).history).toBeUndefined();
    expect(foldVisit([assigned(0), outcome(-28 * 24)], FRAME).history).toBe(0);
  });

  it("counts an order once, with the money of the report that knew it and the channel of the one that assisted", () => {
    const visit = foldVisit(
      [
        assigned(0),
        accepted(1, "phone"),
        outcome(2, { orderId: "o1", assistanceId: "a", outcomeId: "sales_2" }),
        outcome(3, { orderId: "o1", outcomeId: "purchase", value: 80 }),
        outcome(4, { orderId: "o2", value: 1 }),
      ],
      FRAME,
    );
    expect(visit.outcomes).toMatchObject([
      { channel: "phone", outcomeId: "sales_2", revenue: 80, at: START + 2 * HOUR_MS },
      { channel: "web", revenue: 1 },
    ]);
  });

  it("does not sell again in the period what was sold before it", () => {
    const visit = foldVisit(
      [
        assigned(0),
        outcome(-2, { orderId: "o1", value: 80 }),
        outcome(3, { orderId: "o1", value: 80 }),
      ],
      FRAME,
    );
    expect(visit).toMatchObject({ revenue: 0, history: 80 });
  });

  it("takes a refund from its order", () => {
    const sold = outcome(1, { orderId: "o1", value: 80 });
    const back = outcome(2, { orderId: "o1", value: -30 });
    expect(foldVisit([assigned(0), sold, back], FRAME).revenue).toBe(50);
  });

  it("knows of an id outside the catalogue its category, not its worth", () => {
    const visit = foldVisit([assigned(0), outcome(1, { outcomeId: "support_9" })], FRAME);
    expect(visit.outcomes).toMatchObject([{ category: "support", revenue: 0, isUnmapped: true }]);
  });

  it("does not add money of another currency", () => {
    const visit = foldVisit([assigned(0), outcome(1, { value: 9, currency: "SEK" })], FRAME);
    expect(visit.revenue).toBe(0);
    expect(visit.outcomes[0]?.foreign).toEqual({ currency: "SEK", value: 9 });
  });

  it("gives an outcome without an assistance to the only one an old client knows", () => {
    const visit = foldVisit([assigned(0), accepted(1, "chat", ""), outcome(2)], FRAME);
    expect(visit.outcomes).toMatchObject([{ channel: "chat" }]);
  });

  it("knows which visitors were picked while nobody was free", () => {
    const visit = foldVisit([assigned(0), triggered(1, false)], FRAME);
    expect(visit.assistances).toMatchObject([{ isTriggered: true, isOffered: false }]);
  });

  it("counts visits by their gaps", () => {
    expect(
      foldVisit([assigned(0), triggered(0.5), triggered(1.1), triggered(50)], FRAME),
    ).toMatchObject({ visits: 3 });
  });

  it("does not depend on the order of arrival", () => {
    const hours = fc.double({ min: -50, max: PERIOD_HOURS + 50, noNaN: true });
    const id = fc.constantFrom("a", "b");
    const event = fc.oneof(
      fc
        .tuple(hours, fc.constantFrom("reference_v1", "offer_v2", "else"))
        .map((of) => assigned(...of)),
      fc.tuple(hours, fc.boolean(), id).map((of) => triggered(...of)),
      fc.tuple(hours, fc.constantFrom("chat", "phone"), id).map((of) => accepted(...of)),
      fc.tuple(hours, id).map((of) => started(...of)),
      fc
        .tuple(
          hours,
          fc.record({ orderId: id, assistanceId: id, value: fc.integer({ min: -9, max: 9 }) }),
        )
        .map((of) => outcome(...of)),
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(event, { selector: ({ eventId }) => eventId, maxLength: 12 }),
        fc.infiniteStream(fc.nat()),
        (events, numbers) => {
          const order = new Map(events.map((each) => [each, numbers.next().value ?? 0]));
          const shuffled = events.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
          expect(foldVisit(shuffled, FRAME)).toEqual(foldVisit(events, FRAME));
        },
      ),
    );
  });
});
