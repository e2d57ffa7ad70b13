import type { Statement } from "../ledger-shard/statement.ts";
import { withOrders } from "../../test-cycle/orders/with-orders.ts";
import { compareText } from "./compare-text.ts";
import type { Visitor } from "./visitors-in.ts";

/**
 * Visitors with their orders at what the ledger says; also those of whom there is nothing but an order.
 *
 * @param visitors in the order of their ids
 * @param statements in the same order
 * @param isWanted of the time of an order that no event tells of
 */
export function* visitorsWithOrders(
  visitors: Iterable<Visitor>,
  statements: Iterable<Statement>,
  isWanted: (at: number) => boolean,
): Generator<Visitor, void> {
  const remaining = statements[Symbol.iterator]();
  let next: Statement | undefined;
  const advance = () => {
    const { done, value } = remaining.next();
    next = done === true ? undefined : value;
  };
  advance();
  const takeOrdersOf = (visitor: string): Statement[] => {
    const taken: Statement[] = [];
    for (; next?.visitor === visitor; advance()) taken.push(next);
    return taken;
  };
  function* before(visitor: string | undefined): Generator<Visitor, void> {
    while (next && (visitor === undefined || compareText(next.visitor, visitor) < 0)) {
      const other = next.visitor;
      const events = withOrders([], takeOrdersOf(other)).filter(({ at }) => isWanted(at));
      if (events.length > 0) yield { visitor: other, events };
    }
  }
  for (const { visitor, events } of visitors) {
    yield* before(visitor);
    const orders = takeOrdersOf(visitor);
    yield orders.length === 0
      ? { visitor, events }
      : { visitor, events: withOrders(events, orders).filter(({ at }) => isWanted(at)) };
  }
  yield* before(undefined);
}
