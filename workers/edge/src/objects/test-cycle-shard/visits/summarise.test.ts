import { expect, it } from "vitest";
import { aPeriod, assigned, outcome } from "../../../test-cycle/fold/events.fake.ts";
import { frameOf } from "../../../test-cycle/fold/frame.ts";
import { type EventRow, rowOf } from "./event-row.ts";
import { summarise } from "./summarise.ts";
import { VISITOR_LIMIT_EVENTS, visitorsIn } from "./visitors-in.ts";
import { visitorsWithOrders } from "./visitors-with-orders.ts";

const FRAME = frameOf(aPeriod(), [], null);
const ORDER = { orderId: "o", value: 10 };

/** One visitor who is assigned a model, and then does this many more things. */
const summaryOf = (things: number) => {
  const events = [
    assigned(1),
    outcome(2, ORDER),
    outcome(3, ORDER),
    ...Array.from({ length: things }, (_, index) => outcome(4 + index / 1_000_000)),
  ];
  const rows = events.map((event, index): EventRow => rowOf(event, index + 1));
  const statement = {
    visitor: events[0]?.visitor ?? "",
    order: "o",
    counts: true,
    amount: 10,
    returned: 0,
    currency: null,
    at: events[1]?.at ?? 0,
    revision: 1,
  };
  const visitors = visitorsIn([rows.values()], () => true);
  return summarise(
    visitorsWithOrders(visitors, [statement], () => true),
    FRAME,
    0,
  ).summary;
};

it("counts a visitor with more events than are read as a script, whatever became of its orders", () => {
  const [, few] = summaryOf(10).models;
  expect(few?.sessions).toBe(1);
  const most = summaryOf(VISITOR_LIMIT_EVENTS - 3);
  expect(most.scripts).toBe(0);
  expect(most.models[1]?.sessions).toBe(1);
  const many = summaryOf(VISITOR_LIMIT_EVENTS - 2);
  expect(many.scripts).toBe(1);
  expect(many.models.map(({ sessions }) => sessions)).toEqual([0, 0]);
});
