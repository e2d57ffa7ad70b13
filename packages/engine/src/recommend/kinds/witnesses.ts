import { hash32 } from "../../random/hash.ts";
import { MOST_SESSION_EVENTS } from "../parts/association-rules.ts";
import { numberOf } from "../items/item-table.ts";
import { weightOf } from "../parts/popularity.ts";
import type { OpenSession, Recommender } from "../state/recommender.ts";
import type { SessionLog } from "../log/session-log.ts";
import {
  earlierOfItem,
  isHeld,
  itemOf,
  newestEventOf,
  nextInSession,
  sessionOf,
} from "../log/session-log.ts";

/** Latest events of the rarer item that are looked at: enough to tell often from hardly ever. */
const MOST_EVENTS = 64;

/** What is to have been met, together when it is two items. */
interface Meeting {
  readonly item: string;
  readonly other: string | null;
  readonly in: "views" | "purchases";
  /** As in `ItemEvent`: this visitor's open session does not count. */
  readonly visitor: string | undefined;
}

/** Sessions of others that met an item lately, or two in one session; counted up to `most`. */
export function witnessesOf(recommender: Recommender, meeting: Meeting, most: number): number {
  const { items, views, purchases, openViews, openPurchases, popularity } = recommender;
  const met = numberOf(items, meeting.item);
  const company = meeting.other === null ? met : numberOf(items, meeting.other);
  if (met === undefined || company === undefined) return 0;
  // By the rarer one there are fewer sessions to look into, and more of those that there are.
  const isRarer = weightOf(popularity, met) <= weightOf(popularity, company);
  const [item, other] = isRarer ? [met, company] : [company, met];
  const [log, open] = meeting.in === "views" ? [views, openViews] : [purchases, openPurchases];
  const own = openSessionOf(log, open, meeting.visitor);
  const sessions = new Set<number>();
  let event = newestEventOf(log, item);
  for (let seen = 0; event !== 0 && seen < MOST_EVENTS && sessions.size < most; seen++) {
    const session = sessionOf(log, event);
    if (session !== own && (other === item || holds(log, session, other))) sessions.add(session);
    event = earlierOfItem(log, event);
  }
  return sessions.size;
}

/** The session a visitor is in, by its first event; 0 for none. */
export function openSessionOf(
  log: SessionLog,
  open: ReadonlyMap<number, OpenSession>,
  visitor: string | undefined,
): number {
  const event = visitor === undefined ? 0 : (open.get(hash32(visitor))?.event ?? 0);
  return isHeld(log, event) ? sessionOf(log, event) : 0;
}

function holds(log: SessionLog, session: number, item: number): boolean {
  let event = isHeld(log, session) ? session : 0;
  for (let steps = 0; event !== 0 && steps < MOST_SESSION_EVENTS; steps++) {
    if (itemOf(log, event) === item) return true;
    event = nextInSession(log, event);
  }
  return false;
}
