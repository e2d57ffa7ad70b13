import { DurableObject } from "cloudflare:workers";
import type { Delivery, VisitState } from "@nextmove/contract";
import { now as clockNow } from "../../clock.ts";
import { Alarm } from "../alarm.ts";
import { wholly } from "../wholly.ts";
import { type ConsumerPage, Customers } from "./customers.ts";
import type { ForgettingPlace } from "../../protocol/customer-shard/stub.ts";
import type { Envelope } from "../../protocol/customer-shard/envelope.ts";

/** A share of an account's consumers: who they are and what their browsers reported. Wiring only. */
export class CustomerShard extends DurableObject<Env> {
  #customers!: Customers;
  readonly #alarm = new Alarm(this.ctx.storage);

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#load();
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

  erase(consumer: string): void {
    this.#wholly(() => this.#customers.erase(consumer));
  }

  delivery(caseId: string): Delivery {
    return this.#customers.delivery(caseId);
  }

  /** Forgets a page of what was reported to a case; where to go on, or null at the end. */
  forgetCase(caseId: string, place: ForgettingPlace): ForgettingPlace | null {
    return this.#wholly(() => this.#customers.forgetCase(caseId, place));
  }

  rowsWritten(): number {
    return this.#customers.rowsWritten;
  }

  /** Does what is due: also what the alarm does. */
  async runDue(now: number): Promise<void> {
    this.#wholly(() => this.#customers.forget(now));
    await this.#schedule();
  }

  override async alarm(): Promise<void> {
    await this.#alarm.ring(() => this.runDue(clockNow()));
  }

  #wholly<Value>(action: () => Value): Value {
    return wholly(this.ctx.storage, action, () => this.#load());
  }

  async #schedule(): Promise<void> {
    await this.#alarm.setFor(this.#customers.forgetAt);
  }
}
