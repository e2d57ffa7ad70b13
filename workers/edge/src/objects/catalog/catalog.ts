import { DurableObject } from "cloudflare:workers";
import type { FeedProblems, FeedStatus } from "@nextmove/contract";
import { machineTime, now as clockNow } from "../../clock.ts";
import type { Failure } from "../../http/problems.ts";
import type { Result } from "../../result.ts";
import { earliest } from "../alarm-schedule.ts";
import { parseCaseModelName } from "../names.ts";
import { Feeds, type Finished, type ItemsPage } from "./feeds.ts";
import type { Batch, FeedRequest, Staged, Totals } from "./uploads.ts";

/** Time between alarms at the least. */
const SHORTEST_ALARM_MS = 1_000;

/** What a case has to offer: the items of its feed. Wiring only. */
export class Catalog extends DurableObject<Env> {
  #feeds: Feeds;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#feeds = new Feeds(state.storage.sql);
  }

  async begin(request: FeedRequest, now: number): Promise<Result<{ generation: number }, Failure>> {
    const begun = this.#wholly(() => this.#feeds.begin(request, now));
    await this.#schedule(now);
    return begun;
  }

  stage(id: string, batch: Batch, now: number): Result<Staged, Failure> {
    return this.#wholly(() => this.#feeds.stage(id, batch, now));
  }

  async finish(
    id: string,
    totals: Totals,
    isForced: boolean,
    now: number,
  ): Promise<Result<Finished, Failure>> {
    const finished = this.#wholly(() => this.#feeds.finish(id, totals, isForced, now));
    await this.#schedule(now);
    return finished;
  }

  async abort(id: string, now: number): Promise<void> {
    this.#wholly(() => this.#feeds.abort(id));
    await this.#schedule(now);
  }

  status(now: number): FeedStatus {
    const { caseId } = parseCaseModelName(this.ctx.id.name ?? "");
    return this.#feeds.status(caseId, now);
  }

  page(cursor: { generation: number; page: number } | null): ItemsPage | null {
    return this.#feeds.page(cursor);
  }

  /** The items of these ids, as JSON texts. */
  find(ids: string[]): string[] {
    return this.#feeds.items.find(ids);
  }

  problems(after: number): FeedProblems {
    return this.#feeds.problems(after);
  }

  rowsWritten(): number {
    return this.#feeds.rowsWritten;
  }

  /** Does what is due: also what the alarm does. */
  async runDue(now: number): Promise<void> {
    this.#wholly(() => this.#feeds.tidy(now));
    await this.#schedule(now);
  }

  async wipe(): Promise<void> {
    await this.ctx.storage.deleteAll();
    this.#feeds = new Feeds(this.ctx.storage.sql);
  }

  override async alarm(): Promise<void> {
    await this.runDue(clockNow());
  }

  /** All of what a call does, or nothing: memory follows storage. */
  #wholly<Value>(action: () => Value): Value {
    try {
      return this.ctx.storage.transactionSync(action);
    } catch (error) {
      this.#feeds = new Feeds(this.ctx.storage.sql);
      throw error;
    }
  }

  async #schedule(now: number): Promise<void> {
    const due = earliest([this.#feeds.tidyAt(now)]);
    if (due === null) return;
    await this.ctx.storage.setAlarm(Math.max(Date.now() + SHORTEST_ALARM_MS, machineTime(due)));
  }
}
