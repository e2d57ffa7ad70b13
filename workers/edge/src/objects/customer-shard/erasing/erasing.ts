import { now as clockNow } from "../../../clock.ts";
import { visitorNames } from "../../../test-cycle/visitor-names.ts";
import type { AccountSnapshot } from "../../../protocol/account/snapshot.ts";
import { accountName } from "../../../protocol/names.ts";
import { allTestCycleShards } from "../../../protocol/test-cycle-shard/placement.ts";
import { testCycleShardAt } from "../../../protocol/test-cycle-shard/stub.ts";
import type { Customers } from "../customers/customers.ts";
import { eraseSome } from "./erase-some.ts";
import { ErasingBook } from "./erasing-book.ts";
import { forgetPage } from "./forget-page.ts";
import { targetsOf } from "./target.ts";

interface Deps {
  env: Env;
  account: string;
  sql: SqlStorage;
  customers: () => Customers;
  /** All of what is changed here, or nothing. */
  wholly: <Value>(change: () => Value) => Value;
}

/**
 * Forgets consumers, wherever something is held of them. That is many calls to many objects: what is left
 * to ask is stored, so that a turn does some of it, and a crash loses none.
 */
export class Erasing {
  readonly #deps: Deps;
  readonly #book: ErasingBook;
  /** By consumer the turn under way: another beside it would ask the same, and note it after all is done. */
  readonly #turns = new Map<string, Promise<void>>();
  #last = "";

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#book = new ErasingBook(deps.sql);
  }

  get isAnyUnderWay(): boolean {
    return this.#book.after("") !== undefined;
  }

  /** Does some of what is under way, of another consumer each time: none waits for one that fails. */
  async goOnWithNext(): Promise<void> {
    const next = this.#book.after(this.#last) ?? this.#book.after("");
    this.#last = next ?? "";
    if (next !== undefined) await this.goOn(next);
  }

  isUnderWay(consumer: string): boolean {
    return this.#book.isUnderWay(consumer);
  }

  /** Notes all that is to be asked. Of an erasure that is under way: nothing. */
  async begin(consumer: string): Promise<void> {
    if (this.isUnderWay(consumer)) return;
    const { env, account, wholly } = this.#deps;
    const [snapshot, visitors]: [AccountSnapshot | null, string[]] = await Promise.all([
      env.ACCOUNT.getByName(accountName(account)).snapshot(),
      this.#namesOf(consumer),
    ]);
    // Another request may have begun it meanwhile.
    if (this.isUnderWay(consumer)) return;
    wholly(() => this.#book.begin(consumer, targetsOf({ snapshot, visitors })));
  }

  /** Does some of it: a turn, or the rest of the one under way. */
  goOn(consumer: string): Promise<void> {
    const underWay = this.#turns.get(consumer);
    if (underWay) return underWay;
    const turn = this.#turn(consumer).finally(() => this.#turns.delete(consumer));
    this.#turns.set(consumer, turn);
    return turn;
  }

  async #turn(consumer: string): Promise<void> {
    const { env, account, wholly, customers } = this.#deps;
    const who = { env, account, consumer, now: clockNow() };
    const deps = {
      book: this.#book,
      forgetPage: forgetPage.bind(null, who),
      forgetHere: (n: number) =>
        wholly(() => {
          customers().erase(consumer);
          this.#book.note(consumer, n, null);
        }),
    };
    await eraseSome(deps, consumer);
  }

  /** Also tracking ids before the latest, and those that only a decision named. */
  async #namesOf(consumer: string): Promise<string[]> {
    const { env, account, customers } = this.#deps;
    const found: string[][] = await Promise.all(
      allTestCycleShards().map((shard) =>
        testCycleShardAt(env, account, shard).aliasesOf(consumer),
      ),
    );
    const aliases = customers().page(consumer, 0)?.profile.aliases ?? {};
    return [...new Set([...visitorNames(consumer, aliases), ...found.flat()])];
  }
}
