import { hash32 } from "../../random/hash.ts";
import { idOf } from "../items/item-table.ts";
import { itemsOfSession } from "./record-event.ts";
import type { OpenSession, Recommender } from "../state/recommender.ts";
import type { SessionLog } from "../log/session-log.ts";
import { isHeld } from "../log/session-log.ts";

/** Ids of what a visitor did in the sessions that are still open, the latest last. */
interface VisitorItems {
  readonly views: readonly string[];
  /** Put into the basket or bought. */
  readonly purchases: readonly string[];
}

/** What was learned of a visitor's open sessions: what a later request repeats is not new. */
export function visitorItems(recommender: Recommender, visitor: string): VisitorItems {
  const { items, views, purchases, openViews, openPurchases } = recommender;
  const number = hash32(visitor);
  const idsOf = (log: SessionLog, open: ReadonlyMap<number, OpenSession>): string[] => {
    const event = open.get(number)?.event ?? 0;
    if (!isHeld(log, event)) return [];
    return itemsOfSession(log, event).flatMap((item) => idOf(items, item) ?? []);
  };
  return { views: idsOf(views, openViews), purchases: idsOf(purchases, openPurchases) };
}
