import { DurableObject } from "cloudflare:workers";
import type { Delivery, VisitState } from "@nextmove/contract";
import { machineTime, now as clockNow } from "../../clock.ts";
import { wholly } from "../wholly.ts";
import { type ConsumerPage, Customers } from "./customers.ts";
import type { Envelope } from "./visitor.ts";

/** Time between alarms at the least. */
const SHORTEST_ALARM_MS = 1_000;

/** A share of an account's consumers: who they are and what their browsers reported. Wiring only. */
export class CustomerShard extends DurableObject<Env> {
  #customers!: Customers;
  #alarmAt: number | null = null;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#load();
  }

  #load(): void {
    this.#customers = new Customers(this.ctx.storage.sql);
  }

  /** Numbers of the events that were new: who passes them on, does so once. */
  async receive(envelope: Envelope, now: number): Promise<number[]> {
    const fresh = this.#wholly(() => this.#customers.receive(envelope, now));
    if (this.#alarmAt === null) await this.#schedule();
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

  forgetCase(caseId: string): void {
    this.#wholly(() => this.#customers.forgetCase(caseId));
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
    this.#alarmAt = null;
    await this.runDue(clockNow());
  }

  #wholly<Value>(action: () => Value): Value {
    return wholly(this.ctx.storage, action, () => this.#load());
  }

  async #schedule(): Promise<void> {
    const due = this.#customers.forgetAt;
    if (due === null || (this.#alarmAt !== null && this.#alarmAt <= due)) return;
    this.#alarmAt = due;
    await this.ctx.storage.setAlarm(Math.max(Date.now() + SHORTEST_ALARM_MS, machineTime(due)));
  }
}
