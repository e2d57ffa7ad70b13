import { CLOSED, type Gate } from "../../forward/gate.ts";
import type { Message } from "../../protocol/sink/message.ts";
import { SinkQueue } from "./sink-queue.ts";

/** What the receiver may have to wait for; with the largest states some 600 MB. */
const STORED_LIMIT_MESSAGES = 100_000;
/** Parked reasons that are shown. */
const REASONS_SHOWN = 5;

/** A stretch of a log for a sink's share of visitors. Sent at least once. */
export interface SinkPage {
  /** Which log. */
  source: string;
  /** When the sink was made: messages for an earlier one of its name are none of its business. */
  incarnation: number;
  toSeq: number;
  /** Entries of the log that were dropped so far before the sink took them. */
  lost: number;
  messages: { seq: number; message: Message }[];
}

interface SinkState {
  incarnation: number;
  gate: Gate;
  skipped: number;
  erased: number;
  /** Parked for too long, and dropped. */
  expired: number;
  lastError: { at: number; reason: string } | null;
}

const INITIAL: SinkState = {
  incarnation: 0,
  gate: CLOSED,
  skipped: 0,
  erased: 0,
  expired: 0,
  lastError: null,
};

const TABLES = ["message", "held", "blocked", "parked", "source", "state"];

/** What a Sink holds: its queue, up to where it has each log, and what became of its messages. */
export class SinkStorage {
  readonly queue: SinkQueue;
  readonly #sql: SqlStorage;
  readonly #limitMessages: number;
  #state: SinkState;
  /** Numbers of messages ever stored, which are their places. */
  #stored: number;
  /** There is room for at least this many more. */
  #room = 0;

  constructor(sql: SqlStorage, limitMessages = STORED_LIMIT_MESSAGES) {
    this.#limitMessages = limitMessages;
    this.#sql = sql;
    this.queue = new SinkQueue(sql);
    sql.exec(
      "CREATE TABLE IF NOT EXISTS source (source TEXT PRIMARY KEY, seq INTEGER NOT NULL, stored INTEGER NOT NULL, lost INTEGER NOT NULL) WITHOUT ROWID",
    );
    sql.exec("CREATE TABLE IF NOT EXISTS state (id INTEGER PRIMARY KEY, body TEXT NOT NULL)");
    const [row] = sql.exec<{ body: string }>("SELECT body FROM state").toArray();
    this.#state = row ? { ...INITIAL, ...JSON.parse(row.body) } : INITIAL;
    this.#stored = this.#sumOf("stored");
  }

  get state(): Readonly<SinkState> {
    return this.#state;
  }

  write(change: Partial<SinkState>): void {
    this.#state = { ...this.#state, ...change };
    this.#sql.exec(
      "INSERT INTO state (id, body) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET body = ?1",
      JSON.stringify(this.#state),
    );
  }

  /** Takes what it has not, once. False when there is no room: nothing of the page is taken then. */
  take({ source, incarnation, toSeq, lost, messages }: SinkPage): boolean {
    if (incarnation < this.#state.incarnation) return true;
    if (incarnation > this.#state.incarnation) this.#beginAnew(incarnation);
    const [known] = this.#sql
      .exec<{ seq: number; stored: number }>(
        "SELECT seq, stored FROM source WHERE source = ?",
        source,
      )
      .toArray();
    const news = messages.filter(({ seq }) => seq > (known?.seq ?? 0));
    if (!this.#hasRoomFor(news.length)) return false;
    for (const { message } of news) {
      this.#stored += 1;
      this.#sql.exec(
        "INSERT INTO message (n, visitor, body) VALUES (?, ?, ?)",
        this.#stored,
        message.visitor,
        JSON.stringify(message),
      );
    }
    this.#sql.exec(
      "INSERT INTO source (source, seq, stored, lost) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (source) DO UPDATE SET seq = max(seq, ?2), stored = ?3, lost = max(lost, ?4)",
      source,
      toSeq,
      (known?.stored ?? 0) + news.length,
      lost,
    );
    return true;
  }

  /** Tries again what was parked, in its old place. How many. */
  replay(): number {
    const count = this.#count("parked");
    this.#sql.exec(
      "INSERT OR IGNORE INTO message (n, visitor, body) SELECT n, visitor, body FROM parked",
    );
    this.#sql.exec("DELETE FROM parked");
    return count;
  }

  /** Drops what was parked before a time. */
  expire(before: number): void {
    const [old] = this.#sql
      .exec<{ count: number }>("SELECT count(*) AS count FROM parked WHERE parked_at < ?", before)
      .toArray();
    if (!old || old.count === 0) return;
    this.#sql.exec("DELETE FROM parked WHERE parked_at < ?", before);
    this.write({ expired: this.#state.expired + old.count });
  }

  /** Drops what waits of a visitor. */
  forget(visitor: string): void {
    const before = this.#kept();
    for (const table of ["message", "held", "blocked", "parked"]) {
      this.#sql.exec(`DELETE FROM ${table} WHERE visitor = ?`, visitor);
    }
    const erased = before - this.#kept();
    if (erased > 0) this.write({ erased: this.#state.erased + erased });
  }

  /** What became of all messages. */
  counts() {
    const { skipped, erased, expired } = this.#state;
    const waiting = this.#count("message") + this.#count("held");
    const parked = this.#count("parked");
    return {
      delivered: this.#stored - waiting - parked - skipped - erased - expired,
      waiting,
      parked,
      skipped,
      erased,
      lost: this.#sumOf("lost") + expired,
    };
  }

  /** The latest reasons for parking. */
  reasons(): { id: string; at: number; reason: string }[] {
    return this.#sql
      .exec<{ id: string; at: number; reason: string }>(
        "SELECT json_extract(body, '$.id') AS id, parked_at AS at, reason FROM parked ORDER BY parked_at DESC LIMIT ?",
        REASONS_SHOWN,
      )
      .toArray();
  }

  /** When the oldest message that waits was received, ms; null when none waits. */
  oldest(): number | null {
    const heads = ["message", "held"].flatMap((table) =>
      this.#sql
        .exec<{ n: number; at: string }>(
          `SELECT n, json_extract(body, '$.at') AS at FROM ${table} ORDER BY n LIMIT 1`,
        )
        .toArray(),
    );
    const [oldest] = heads.sort((left, right) => left.n - right.n);
    return oldest ? Date.parse(oldest.at) : null;
  }

  #beginAnew(incarnation: number): void {
    for (const table of TABLES) this.#sql.exec(`DELETE FROM ${table}`);
    this.#stored = 0;
    this.#state = INITIAL;
    this.write({ incarnation });
  }

  /** Counted again only when nothing that was delivered meanwhile is known to have made room. */
  #hasRoomFor(count: number): boolean {
    if (this.#room < count) this.#room = this.#limitMessages - this.#kept();
    if (this.#room < count) return false;
    this.#room -= count;
    return true;
  }

  #kept(): number {
    return this.#count("message") + this.#count("held") + this.#count("parked");
  }

  #count(table: string): number {
    return this.#sql.exec<{ count: number }>(`SELECT count(*) AS count FROM ${table}`).one().count;
  }

  #sumOf(column: string): number {
    return this.#sql
      .exec<{ sum: number }>(`SELECT coalesce(sum(${column}), 0) AS sum FROM source`)
      .one().sum;
  }
}
