import { DurableObject } from "cloudflare:workers";
import { now as clockNow } from "../../clock.ts";
import { FailureStreak } from "../../failure-streak.ts";
import { Alarm } from "../alarm.ts";
import { earliest } from "../alarm-schedule.ts";
import { RETENTION_MS } from "../../test-cycle/retention.ts";
import { wholly } from "../wholly.ts";
import type { Claim } from "../../protocol/ledger-shard/claim.ts";
import { deliverStatements } from "./deliver-statements.ts";
import { LedgerStorage } from "./ledger-storage.ts";
import { statementsOf } from "./statement.ts";

/** Reports of one order come within moments of each other: one message for all of them. */
const TELL_AFTER_MS = 1_000;
/** Between tries while what the orders are told to does not answer. */
const WAITS = { stepMs: TELL_AFTER_MS, longestMs: 10 * 60_000 };
/** Orders whose visitors are told at once. */
const TELL_LIMIT_ORDERS = 500;
/** Stored, since it is a scan of all reports and an object wakes many times a day. */
const FORGET_EVERY_MS = 86_400_000;

/** A share of an account's orders: what everybody reported of each, and what it comes to. Wiring only. */
export class LedgerShard extends DurableObject<Env> {
  readonly #storage: LedgerStorage;
  readonly #account: string;
  readonly #failures = new FailureStreak(WAITS);
  readonly #alarm = new Alarm(this.ctx.storage);

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#storage = new LedgerStorage(state.storage.sql);
    this.#account = (state.id.name ?? "").split(":")[0] ?? "";
  }

  /** Takes reports; each may come any number of times. */
  async receive(claims: readonly Claim[], now: number): Promise<void> {
    wholly(
      this.ctx.storage,
      () => {
        for (const claim of claims) {
          if (this.#storage.insert(claim, now)) this.#storage.untell(claim.order);
        }
      },
      () => undefined,
    );
    await this.#schedule(now);
  }

  /** What was reported of an order. */
  claims(order: string): Claim[] {
    return this.#storage.claims(order);
  }

  forgetVisitors(visitors: readonly string[]): void {
    this.#storage.forgetVisitors(visitors);
  }

  /** Does what is due: also what the alarm does. */
  async runDue(now: number): Promise<void> {
    const { forgetAt } = this.#storage;
    // No report of the test cycle asks for older ones.
    if (forgetAt !== null && forgetAt <= now) this.#storage.forgetBefore(now - RETENTION_MS);
    if (forgetAt === null || forgetAt <= now) this.#storage.forgetAt = now + FORGET_EVERY_MS;
    await this.#tell(now);
    await this.#schedule(now);
  }

  override async alarm(): Promise<void> {
    await this.#alarm.ring(() => this.runDue(clockNow()));
  }

  async #tell(now: number): Promise<void> {
    for (;;) {
      const orders = this.#storage.untold(TELL_LIMIT_ORDERS);
      if (orders.length === 0) return;
      const told = orders.map((order) => ({ order, revision: this.#storage.revision(order) }));
      const statements = told.flatMap(({ order, revision }) =>
        statementsOf(order, this.#storage.claims(order), revision),
      );
      try {
        await deliverStatements(this.env, this.#account, statements);
      } catch (error) {
        this.#failures.failed(now, error);
        return;
      }
      this.#failures.succeeded();
      // What was reported of an order meanwhile has not been told.
      const settled = told.filter(
        ({ order, revision }) => this.#storage.revision(order) === revision,
      );
      this.#storage.told(settled.map(({ order }) => order));
    }
  }

  async #schedule(now: number): Promise<void> {
    const due = earliest([
      this.#storage.isUntold ? Math.max(now + TELL_AFTER_MS, this.#failures.retryAt ?? 0) : null,
      this.#storage.isEmpty ? null : (this.#storage.forgetAt ?? now + FORGET_EVERY_MS),
    ]);
    await this.#alarm.setFor(due);
  }
}
