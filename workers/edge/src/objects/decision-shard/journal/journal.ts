import type { CaseSettings } from "@nextmove/contract";
import { delayAges } from "@nextmove/engine";
import { BATCH_LIMIT_LESSONS, type LessonPage } from "../../../protocol/case-model/learning.ts";
import {
  type Delays,
  type Episode,
  foldEpisode,
  NOTHING_YET,
  WAITING_MS,
} from "../../../decision-log/episode.ts";
import { EventLog, PAGE_EVENTS } from "../../../decision-log/event-log.ts";
import type { DecisionBody, NewEvent, ShardEvent } from "../../../decision-log/events.ts";
import {
  type History,
  recapOf,
  teachingOf,
  teachingOfAll,
  teachingWithin,
} from "../teaching/lessons.ts";
import { RememberedTeachings } from "../teaching/remembered-teachings.ts";
import { retentionMs, windowMs } from "../../../decision-log/reward-window.ts";
import {
  dueTick,
  isTickWorthwhile,
  levelOf,
  nextCrossing,
  skipUnshown,
  type Watermarks,
} from "../teaching/settling.ts";
import { ShardModel } from "./shard-model.ts";
import { type ShardState, ShardStorage } from "./shard-storage.ts";
import { ShownLog } from "../teaching/shown-log.ts";

/** How long beyond its retention a day waits for sinks that do not take it. */
const HELD_LIMIT_MS = 7 * 86_400_000;

/**
 * The event log of a shard with all that follows from it: what was shown, which ages it has crossed,
 * and the replica of the model that has learned it. Everything here is synchronous: what one call
 * does is one transaction.
 */
export class Journal {
  readonly storage: ShardStorage;
  readonly log: EventLog;
  readonly model: ShardModel;
  /** The log as lessons are drawn from it. */
  readonly view: Delays & History;
  readonly #shown: ShownLog;
  readonly #taught = new RememberedTeachings();
  #state: ShardState;
  #tickedSeq: number;

  constructor(sql: SqlStorage) {
    this.storage = new ShardStorage(sql);
    this.#state = this.storage.readState();
    this.log = new EventLog(sql, this.#state.acknowledged);
    this.#shown = new ShownLog(this.log);
    this.model = new ShardModel(this.storage, this.#state.replica);
    this.view = {
      levelOf: (seq) => levelOf(this.#state.watermarks, seq),
      arrived: (table, level) => this.model.arrived(table, level),
      episodeBefore: (queryId, seq, since) =>
        foldEpisode(this.log.ofQuery(queryId, since).filter((event) => event.seq < seq)),
      shownBetween: (from, to) => this.#shown.between(from, to),
    };
    // What was learned since the last checkpoint is in the log.
    for (const unabsorbed of this.log.pagesAfter(this.#state.acknowledged)) {
      this.model.learn(teachingOfAll(unabsorbed, this.view, this.view).lessons);
      const lastTick = unabsorbed.findLast(({ kind }) => kind === "tick");
      if (lastTick?.kind === "tick") this.#state = { ...this.#state, watermarks: lastTick.body.to };
    }
    this.#tickedSeq = this.log.lastSeq;
  }

  get state(): Readonly<ShardState> {
    return this.#state;
  }

  write(change: Partial<ShardState>): void {
    this.#state = { ...this.#state, ...change };
    this.storage.writeState(this.#state);
  }

  episodeOf(queryId: string): Episode {
    return foldEpisode(this.log.ofQuery(queryId));
  }

  /** A query's decision, if it was stored not long before: a month of days costs ten times as much. */
  decisionBefore(queryId: string, at: number): DecisionBody | undefined {
    return foldEpisode(this.log.ofQuery(queryId, at - WAITING_MS)).decision?.body;
  }

  /** What the first of these events teach, at most `limit` lessons, and how many events that is. */
  teach(events: readonly ShardEvent[], limit: number) {
    return teachingWithin(
      limit,
      events,
      (event) => this.#taught.of(event.seq) ?? teachingOf(event, this.view, this.view),
    );
  }

  /** A page of what the queries of the log have come to by event `upTo`: see `recapOf`. */
  recap(after: number, upTo: number): LessonPage {
    const page = this.log.after(after, PAGE_EVENTS).filter(({ seq }) => seq <= upTo);
    // Looked for when something was shown: in a log without ticks, that is to read all of it.
    let watermarks: Watermarks | undefined;
    const watermarksThen = () => (watermarks ??= this.log.lastTick(upTo)?.body.to ?? []);
    const then = { ...this.view, levelOf: (seq: number) => levelOf(watermarksThen(), seq) };
    return { toSeq: page.at(-1)?.seq ?? upTo, ...recapOf(page, upTo, this.view, then) };
  }

  /** A page of what the log teaches after event `after`, event by event, up to `upTo`. */
  replay(after: number, upTo: number): LessonPage {
    const page = this.log.after(after, PAGE_EVENTS).filter(({ seq }) => seq <= upTo);
    const { taken, ...teaching } = this.teach(page, BATCH_LIMIT_LESSONS);
    return { toSeq: page[taken - 1]?.seq ?? upTo, ...teaching };
  }

  /**
   * Stores an event and learns from it; null when the log has it already.
   *
   * @param before the query's episode, of all events that have a query
   * @param isFirst the log holds nothing of the query yet
   */
  record<Event extends NewEvent>(
    event: Event,
    before?: Episode,
    isFirst = false,
  ): (Event & { seq: number }) | null {
    const stored = this.log.append(event, isFirst);
    if (!stored) return null;
    this.#shown.add(stored, before ?? NOTHING_YET);
    const history = before ? { ...this.view, episodeBefore: () => before } : this.view;
    const teaching = teachingOf(stored, history, this.view);
    this.#taught.add(stored.seq, teaching);
    this.model.learn(teaching.lessons);
    return stored;
  }

  /** Lets decisions cross ages when enough has come since the last time. */
  tickIfWorthwhile(now: number, settings: CaseSettings): void {
    if (isTickWorthwhile(this.log.lastSeq, this.#tickedSeq)) this.tick(now, settings);
  }

  /** Lets decisions cross ages. The watermarks are in the tick itself until the state is next written. */
  tick(now: number, settings: CaseSettings): void {
    const ages = delayAges(windowMs(settings));
    const { lastSeq } = this.log;
    for (;;) {
      const tick = dueTick(this.log, lastSeq, this.#shown, this.#state.watermarks, ages, now);
      if (!tick) break;
      this.record(tick);
      this.#state = { ...this.#state, watermarks: tick.body.to };
    }
    const watermarks = skipUnshown(this.#shown, this.log.lastSeq, this.#state.watermarks, ages);
    this.#state = { ...this.#state, watermarks };
    this.#tickedSeq = this.log.lastSeq;
  }

  /**
   * When a shard at rest has to tick, or forget a day; null when never.
   *
   * @param forwarded as for `forget`
   */
  dueAt(settings: CaseSettings, forwarded: number): (number | null)[] {
    const ages = delayAges(windowMs(settings));
    const { oldestDayEnd } = this.log;
    // What waits to be forwarded is looked at anyway when it may be, and then forgotten.
    const holdMs = forwarded < this.log.lastSeq ? HELD_LIMIT_MS : 0;
    return [
      nextCrossing(this.#shown, this.#state.watermarks, ages),
      oldestDayEnd && oldestDayEnd + retentionMs(settings) + holdMs,
    ];
  }

  /**
   * Drops the days that are over, learned and settled.
   *
   * @param forwarded who else reads the log has had it up to here; a day waits for them within a bound
   */
  forget(now: number, settings: CaseSettings, forwarded: number): void {
    const pending = this.#shown.firstAfter(this.#state.watermarks.at(-1) ?? 0);
    const { acknowledged } = this.#state;
    const settledSeq = pending ? Math.min(acknowledged, pending.seq - 1) : acknowledged;
    const over = now - retentionMs(settings);
    const dropped = [
      this.log.dropBefore(over, Math.min(settledSeq, forwarded)),
      this.log.dropBefore(over - HELD_LIMIT_MS, settledSeq),
    ];
    if (dropped.includes(true)) this.#shown.forgetFirsts();
  }
}
