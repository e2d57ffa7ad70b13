import type { TestCycleEvent } from "@nextmove/contract";
import type { Statement } from "../../protocol/test-cycle-shard/statement.ts";

type Outcome = Extract<TestCycleEvent, { type: "outcome" }>;

/** The name of an order that only a reward or a conversion reported; its prefix makes it a sale. */
const SALE = "sales";

const isOf =
  (order: string) =>
  (event: TestCycleEvent): event is Outcome =>
    event.type === "outcome" && event.orderId === order;

/** The outcomes that say what an order came to, in place of those that the visitor's own events say. */
const settled = (
  { visitor, order, amount, returned, currency, at }: Statement,
  told: readonly Outcome[],
): Outcome[] => {
  // Nobody named a sum: the catalogue of outcomes may.
  if (amount === null) return [...told];
  const sales = told
    .filter(({ value }) => value === undefined || value >= 0)
    .toSorted((left, right) => left.at - right.at);
  const [assisted = sales[0]] = sales.filter(({ assistanceId }) => assistanceId !== undefined);
  const known: Outcome = assisted ?? {
    type: "outcome",
    eventId: `order ${order}`,
    userTrackingId: visitor,
    visitor,
    at,
    receivedAt: at,
    assistanceId: undefined,
    outcomeId: SALE,
    value: amount,
    currency: undefined,
    cost: undefined,
    orderId: order,
    channel: undefined,
  };
  const sale = { ...known, value: amount + returned, currency: currency ?? told[0]?.currency };
  if (returned === 0) return [sale];
  // By itself, so that a guardrail on refunds sees it.
  const eventId = `${sale.eventId} returned`;
  return [sale, { ...sale, eventId, value: -returned, cost: undefined }];
};

/**
 * A visitor's events with every order at what the ledger says it came to: one outcome each and one for
 * what was given back, none of orders that are another visitor's.
 *
 * @param statements of the visitor, one per order
 */
export const withOrders = (
  events: readonly TestCycleEvent[],
  statements: readonly Statement[],
): readonly TestCycleEvent[] => {
  if (statements.length === 0) return events;
  const known = new Set(statements.map(({ order }) => order));
  const others = events.filter(
    (event) => event.type !== "outcome" || event.orderId === undefined || !known.has(event.orderId),
  );
  const orders = statements.flatMap((statement) =>
    statement.counts ? settled(statement, events.filter(isOf(statement.order))) : [],
  );
  return [...others, ...orders];
};
