import { type Frame, spanOf } from "../../test-cycle/fold/frame.ts";
import { earliest } from "../alarm-schedule.ts";
import { AliasBook } from "./books/alias-book.ts";
import { AnswerBook } from "./books/answer-book.ts";
import { OrderBook } from "./books/order-book.ts";
import { RETENTION_MS } from "../../test-cycle/retention.ts";
import { RejectionBook } from "./books/rejection-book.ts";
import { summarise, type SummaryPage } from "./visits/summarise.ts";
import { VisitLog } from "./visits/visit-log.ts";
import { visitorsWithOrders } from "./visits/visitors-with-orders.ts";

/** Orders and aliases that are too old are found by reading all of them: alarms come every 2 s. */
const FORGET_EVERY_MS = 86_400_000;

/**
 * All that a shard holds of its visitors. Everything here is synchronous: what one call does is one
 * transaction.
 */
export class VisitorBooks {
  readonly log: VisitLog;
  readonly orders: OrderBook;
  readonly aliases: AliasBook;
  readonly answers: AnswerBook;
  readonly rejections: RejectionBook;
  #forgotAt = Number.NEGATIVE_INFINITY;

  constructor(sql: SqlStorage) {
    this.log = new VisitLog(sql);
    this.orders = new OrderBook(sql);
    this.aliases = new AliasBook(sql);
    this.answers = new AnswerBook(sql);
    this.rejections = new RejectionBook(sql);
  }

  /** See `TestCycleShard.summarise`. */
  summarise(frame: Frame, after: string, upTo: number | null): SummaryPage {
    const { from, to } = spanOf(frame);
    const last = upTo ?? this.log.last;
    const visitors = visitorsWithOrders(
      this.aliases.owners(this.log.visitors(from, to, after, last), after),
      this.orders.after(after),
      (at) => at >= from && at < to,
    );
    return summarise(visitors, frame, last);
  }

  /** Forgets some of what is held of a visitor; whether there was any. */
  erase(visitor: string): boolean {
    this.orders.erase(visitor);
    this.rejections.erase(visitor);
    this.aliases.forget(visitor);
    return this.log.erase(visitor);
  }

  /** When something is old enough to be forgotten, or null; of orders and aliases not said. */
  get forgetAt(): number | null {
    return earliest([this.log.forgetAt, this.rejections.forgetAt, this.answers.forgetAt]);
  }

  /** Forgets what is too old. */
  forget(now: number): void {
    this.log.forget(now);
    this.rejections.forget(now);
    this.answers.forget(now);
    if (now - this.#forgotAt < FORGET_EVERY_MS) return;
    this.orders.forgetBefore(now - RETENTION_MS);
    this.aliases.forgetBefore(now - RETENTION_MS);
    this.#forgotAt = now;
  }
}
