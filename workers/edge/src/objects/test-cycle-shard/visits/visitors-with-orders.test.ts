import type { TestCycleEvent } from "@nextmove/contract";
import { expect, it } from "vitest";
import type { Statement } from "../../../protocol/test-cycle-shard/statement.ts";
import { visitorsWithOrders } from "./visitors-with-orders.ts";

const assigned = (visitor: string): TestCycleEvent => ({
  type: "model_assigned",
  eventId: "e",
  userTrackingId: visitor,
  visitor,
  at: 5,
  receivedAt: 5,
  modelId: "m",
});
const statement = (visitor: string, order: string, at = 6): Statement => ({
  visitor,
  order,
  counts: true,
  amount: 10,
  returned: 0,
  currency: null,
  at,
  revision: 1,
});

it("brings orders to their visitors, in order, also to those without an event", () => {
  const visitors = ["b", "d"].map((visitor) => ({ visitor, events: [assigned(visitor)] }));
  const statements = [
    statement("a", "1"),
    statement("b", "2"),
    statement("b", "3"),
    statement("c", "4", 99),
    statement("e", "5"),
  ];
  const found = [...visitorsWithOrders(visitors, statements, (at) => at < 50)].map(
    ({ visitor, events }) => [visitor, events.map(({ type }) => type)],
  );
  expect(found).toEqual([
    ["a", ["outcome"]],
    ["b", ["model_assigned", "outcome", "outcome"]],
    ["d", ["model_assigned"]],
    ["e", ["outcome"]],
  ]);
});
