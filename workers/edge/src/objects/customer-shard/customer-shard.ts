import { DurableObject } from "cloudflare:workers";
import type { Delivery, VisitState } from "@nextmove/contract";
import { now as clockNow } from "../../clock.ts";
import { Alarm } from "../alarm.ts";
import { earliest } from "../alarm-schedule.ts";
import { parseNumberedName } from "../../protocol/names.ts";
import { Deletions } from "../deletions.ts";
import { wholly } from "../wholly.ts";
import { type ConsumerPage, Customers } from "./customers/customers.ts";
import type { ForgettingPlace } from "../../protocol/customer-shard/stub.ts";
import type { Envelope } from "../../protocol/customer-shard/envelope.ts";
import { Erasing } from "./erasing/erasing.ts";

/** An erasure that was cut off goes on after that; longer than a turn of it takes. */
const GO_ON_AFTER_MS = 60_000;

/** A share of an account's consumers: who they are and what their browsers reported. Wiring only. */
export class CustomerShard extends DurableObject<Env> {
  #customers!: Customers;
  readonly #erasing: Erasing;
  readonly #deletions: Deletions;
  readonly #alarm = new Alarm(this.ctx.storage);

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#load();
    this.#deletions = new Deletions(state.storage.sql);
    this.#erasing = new Erasing({
      env,
      account: parseNumberedName(state.id.name ?? "").account,
      sql: state.storage.sql,
      customers: () => this.#customers,
      wholly: (change) => this.#wholly(change),
    });
  }

  #load(): void {
    this.#customers = new Customers(this.ctx.storage.sql);
  }

  /** Numbers of the events that were new, so that the caller passes each on once. */
  async receive(envelope: Envelope, now: number): Promise<number[]> {
    const fresh = this.#wholly(() => this.#customers.receive(envelope, now));
    if (this.#alarm.at === null) await this.#schedule();
    return fresh;
  }

  states(consumers: string[]): VisitState[] {
    return this.#customers.states(consumers);
  }

  page(consumer: string, before: number): ConsumerPage | null {
    return this.#customers.page(consumer, before);
  }

  /**
   * Erases a consumer, here and wherever else something is held of them: as much as one request may. False:
   * it goes on by the alarm.
   */
  async erase(consumer: string): Promise<boolean> {
    await this.#erasing.begin(consumer);
    await this.#alarm.setFor(clockNow() + GO_ON_AFTER_MS);
    await this.#erasing.goOn(consumer);
    if (!this.#erasing.isUnderWay(consumer)) return true;
    await this.#schedule();
    return false;
  }

  delivery(caseId: string): Delivery {
    return this.#customers.delivery(caseId);
  }

  /** Forgets a page of what was reported to a case; where to go on, or null at the end. */
  forgetCase(caseId: string, deletion: number, place: ForgettingPlace): ForgettingPlace | null {
    if (this.#deletions.isDone(caseId, deletion)) return null;
    return this.#wholly(() => {
      const next = this.#customers.forgetCase(caseId, place);
      if (next === null) this.#deletions.note(caseId, deletion);
      return next;
    });
  }

  rowsWritten(): number {
    return this.#customers.rowsWritten;
  }

  /** Does what is due: also what the alarm does. */
  async runDue(now: number): Promise<void> {
    this.#wholly(() => this.#customers.forget(now));
    await this.#erasing.goOnWithNext();
    await this.#schedule();
  }

  override async alarm(): Promise<void> {
    await this.#alarm.ring(() => this.runDue(clockNow()));
  }

  #wholly<Value>(action: () => Value): Value {
    return wholly(this.ctx.storage, action, () => this.#load());
  }

  async #schedule(): Promise<void> {
    const goOnAt = this.#erasing.isAnyUnderWay ? clockNow() : null;
    await this.#alarm.setFor(earliest([this.#customers.forgetAt, goOnAt]));
  }
}
