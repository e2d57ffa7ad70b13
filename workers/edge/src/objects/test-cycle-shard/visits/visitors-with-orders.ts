import type { Statement } from "../../../protocol/test-cycle-shard/statement.ts";
import { withOrders } from "../../../test-cycle/orders/with-orders.ts";
import { compareText } from "./compare-text.ts";
import type { Visitor } from "./visitors-in.ts";

interface Buyer {
  visitor: string;
  statements: Statement[];
}

/** Statements that lie together are one buyer's. */
function* buyersIn(statements: Iterable<Statement>): Generator<Buyer, void> {
  let buyer: Buyer | undefined;
  for (const statement of statements) {
    if (buyer?.visitor === statement.visitor) {
      buyer.statements.push(statement);
    } else {
      if (buyer) yield buyer;
      buyer = { visitor: statement.visitor, statements: [statement] };
    }
  }
  if (buyer) yield buyer;
}

const nextOf = (buyers: Iterator<Buyer, void>): Buyer | undefined =>
  buyers.next().value ?? undefined;

/**
 * Visitors with their orders at what the ledger says; also those of whom there is nothing but an order.
 *
 * @param visitors in the order of their ids
 * @param statements in the same order
 * @param isWanted of the time an order is settled at
 */
export function* visitorsWithOrders(
  visitors: Iterable<Visitor>,
  statements: Iterable<Statement>,
  isWanted: (at: number) => boolean,
): Generator<Visitor, void> {
  const settled = (visitor: string, events: Visitor["events"], told: Statement[]): Visitor => ({
    visitor,
    events: withOrders(events, told).filter(({ at }) => isWanted(at)),
  });
  function* alone({ visitor, statements: told }: Buyer): Generator<Visitor, void> {
    const found = settled(visitor, [], told);
    if (found.events.length > 0) yield found;
  }
  const buyers = buyersIn(statements);
  let buyer = nextOf(buyers);
  for (const each of visitors) {
    const { visitor, events } = each;
    while (buyer && compareText(buyer.visitor, visitor) < 0) {
      yield* alone(buyer);
      buyer = nextOf(buyers);
    }
    if (buyer?.visitor === visitor) {
      yield { ...each, ...settled(visitor, events, buyer.statements) };
      buyer = nextOf(buyers);
    } else {
      yield each;
    }
  }
  for (; buyer; buyer = nextOf(buyers)) yield* alone(buyer);
}
