import type { TestCycleEvent } from "@nextmove/contract";
import { SingleFlight } from "../../single-flight.ts";
import type { Statement } from "../../protocol/test-cycle-shard/statement.ts";
import type { AliasBook } from "./books/alias-book.ts";
import type { OrderBook } from "./books/order-book.ts";
import { testCycleShardOf } from "../../protocol/test-cycle-shard/placement.ts";
import { testCycleShard, testCycleShardAt } from "../../protocol/test-cycle-shard/stub.ts";
import type { VisitLog } from "./visits/visit-log.ts";

/** After a hand-over that failed. */
const RETRY_AFTER_MS = 10_000;

interface Deps {
  env: Env;
  account: string;
  aliases: AliasBook;
  log: VisitLog;
  orders: OrderBook;
}

/** What belongs to a consumer goes to the consumer's object. */
export class HandOver {
  readonly #deps: Deps;
  readonly #copying = new SingleFlight();
  #ranAt = 0;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** When to go on with what is not handed over; null: all is. */
  get dueAt(): number | null {
    return this.#deps.aliases.open ? this.#ranAt + RETRY_AFTER_MS : null;
  }

  /** Splits what is said of visitors: what is about an alias goes to its owner. */
  part<Told extends { visitor: string }>(told: readonly Told[]): { mine: Told[]; owned: Told[] } {
    const owners = this.#deps.aliases.ownersOf(told.map(({ visitor }) => visitor));
    const parted: { mine: Told[]; owned: Told[] } = { mine: [], owned: [] };
    for (const each of told) {
      const owner = owners.get(each.visitor);
      if (owner === undefined) parted.mine.push(each);
      else parted.owned.push({ ...each, visitor: owner });
    }
    return parted;
  }

  /** Events of consumers, to their objects; how many were new there. */
  async record(events: readonly TestCycleEvent[]): Promise<number> {
    const fresh = await Promise.all(
      this.#byShard(events).map(([stub, mine]) => stub.recordOwned(JSON.stringify(mine))),
    );
    return fresh.reduce((total, count) => total + count, 0);
  }

  /** What the ledger says of consumers, to their objects. */
  async tell(statements: readonly Statement[]): Promise<void> {
    await Promise.all(this.#byShard(statements).map(([stub, mine]) => stub.hearOwned(mine)));
  }

  /** Copies what came under aliases to their owners. Where it fails the next run goes on. */
  run(now: number): Promise<void> {
    this.#ranAt = now;
    return this.#copying.run(() => this.#copy());
  }

  async #copy(): Promise<void> {
    const { env, account, aliases, log, orders } = this.#deps;
    for (let open = aliases.open; open; open = aliases.open) {
      const { alias, owner, place } = open;
      const stub = testCycleShard(env, account, owner);
      const { events, next } = log.page(alias, place);
      const owned = <Told>(told: readonly Told[]) =>
        told.map((each) => ({ ...each, visitor: owner }));
      if (events.length > 0) await stub.adopt(JSON.stringify(owned(events)));
      else await stub.hearOwned(owned(orders.of(alias)));
      aliases.copied(open, next);
    }
  }

  #byShard<Told extends { visitor: string }>(told: readonly Told[]) {
    const { env, account } = this.#deps;
    return [...Map.groupBy(told, ({ visitor }) => testCycleShardOf(visitor))].map(
      ([shard, mine]) => [testCycleShardAt(env, account, shard), mine] as const,
    );
  }
}
