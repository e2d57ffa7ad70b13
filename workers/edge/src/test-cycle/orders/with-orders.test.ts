import type { TestCycleEvent } from "@nextmove/contract";
import { describe, expect, it } from "vitest";
import type { Statement } from "../../protocol/test-cycle-shard/statement.ts";
import { withOrders } from "./with-orders.ts";

type Outcome = Extract<TestCycleEvent, { type: "outcome" }>;

const outcome = (given: Partial<Outcome>): Outcome => ({
  type: "outcome",
  eventId: "e-1",
  userTrackingId: "v",
  visitor: "v",
  at: 10,
  receivedAt: 11,
  assistanceId: undefined,
  outcomeId: "sales_2",
  value: 100,
  currency: undefined,
  cost: undefined,
  orderId: "order-1",
  channel: undefined,
  ...given,
});
const statement = (given: Partial<Statement>): Statement => ({
  visitor: "v",
  order: "order-1",
  counts: true,
  amount: 80,
  returned: 0,
  currency: "EUR",
  at: 9,
  revision: 2,
  ...given,
});

describe("withOrders", () => {
  it("counts an order at what the ledger says, for the dialog that it came from", () => {
    const events = [
      outcome({}),
      outcome({ eventId: "e-2", at: 12, assistanceId: "a-1", value: 90 }),
      outcome({ eventId: "e-3", at: 20, value: -20 }),
      outcome({ eventId: "e-4", orderId: "order-2", value: 5 }),
    ];
    expect(withOrders(events, [statement({})])).toEqual([
      events[3],
      { ...events[1], value: 80, currency: "EUR" },
    ]);
  });

  it("tells what was given back from what was paid", () => {
    const orders = withOrders([outcome({ cost: 4 })], [statement({ returned: 20 })]);
    expect(orders).toMatchObject([
      { eventId: "e-1", value: 100, cost: 4 },
      { eventId: "e-1 returned", value: -20, cost: undefined },
    ]);
  });

  it("knows an order that only a reward reported", () => {
    const [sale, ...rest] = withOrders([], [statement({})]);
    expect(rest).toEqual([]);
    expect(sale).toMatchObject({ type: "outcome", outcomeId: "sales", value: 80, at: 9 });
  });

  it("drops an order that counts for another visitor", () => {
    expect(withOrders([outcome({})], [statement({ counts: false })])).toEqual([]);
  });

  it("leaves an order without a sum to the catalogue", () => {
    const events = [outcome({ value: undefined })];
    expect(withOrders(events, [statement({ amount: null })])).toEqual(events);
  });
});
