import {
  ALIASES_LIMIT,
  type Delivery,
  type Session,
  type StoredEnvelope,
  type StoredEvent,
} from "@nextmove/contract";
import type { Envelope } from "../../../protocol/customer-shard/envelope.ts";
import { deliveryOf, knows, type Ledger, newLedger, note } from "./ledger.ts";
import { addDelivery, isNoDelivery } from "../../../protocol/customer-shard/delivery.ts";
import { afterEvent, NEW_VISIT, type Visit } from "./visit-state.ts";

/** All that is known of a consumer, but for the history. */
export interface Visitor {
  firstSeenAt: number;
  lastSeenAt: number;
  aliases: Readonly<Record<string, string>>;
  session?: Session;
  visit: Visit;
  /** By case and tab. */
  ledgers: ReadonlyMap<string, ReadonlyMap<string, Ledger>>;
  /** Numbers of the envelopes kept of them, oldest first. */
  envelopes: readonly number[];
}

/** What an envelope leads to. */
interface Received {
  visitor: Visitor;
  /** What was new in it; undefined when it brought no event that was not known. */
  stored: StoredEnvelope | undefined;
  /** How much it changed what became of the case's events. */
  change: Delivery;
}

/** Rest after which a new visit begins, as Google Analytics counts sessions. */
const VISIT_REST_MS = 30 * 60_000;
/** Tabs remembered; browsers keep what they could not send for 7 days. */
const TABS_LIMIT = 100;

export const newVisitor = (now: number): Visitor => ({
  firstSeenAt: now,
  lastSeenAt: now,
  aliases: {},
  visit: NEW_VISIT,
  ledgers: new Map(),
  envelopes: [],
});

/** Which visit an envelope belongs to: the one under way, a new one, or one that is over. */
const visitOf = (visitor: Visitor, session: Session | undefined, now: number) => {
  if (!session || !visitor.session) {
    return now - visitor.lastSeenAt > VISIT_REST_MS ? "new" : "current";
  }
  if (session.id === visitor.session.id) return "current";
  return session.started_at < visitor.session.started_at ? "over" : "new";
};

const withVisit = (
  visitor: Visitor,
  envelope: Envelope,
  fresh: readonly StoredEvent[],
  now: number,
) => {
  const which = visitOf(visitor, envelope.session, now);
  if (which === "over") return {};
  const visit = fresh
    .filter((event) => event.type === "track")
    .reduce(afterEvent, which === "new" ? NEW_VISIT : visitor.visit);
  return { visit, ...(envelope.session ? { session: envelope.session } : {}) };
};

/** The ledgers with one changed, without the tabs that were silent for longest. */
const withLedger = (
  ledgers: Visitor["ledgers"],
  { caseId, tab }: Envelope,
  ledger: Ledger,
): Visitor["ledgers"] => {
  const all = [...ledgers].flatMap(([id, tabs]) =>
    [...tabs].flatMap(([name, old]) => (id === caseId && name === tab ? [] : [{ id, name, old }])),
  );
  const kept = all.sort((a, b) => a.old.at - b.old.at).slice(1 - TABS_LIMIT);
  const next = new Map<string, Map<string, Ledger>>();
  for (const { id, name, old } of [...kept, { id: caseId, name: tab, old: ledger }]) {
    const tabs = next.get(id) ?? new Map<string, Ledger>();
    next.set(id, tabs.set(name, old));
  }
  return next;
};

const withAliases = (before: Visitor["aliases"], more: Visitor["aliases"]): Visitor["aliases"] =>
  Object.fromEntries(Object.entries({ ...before, ...more }).slice(-ALIASES_LIMIT));

/** Whether nothing about the visitor is new. */
const isKnown = ({ aliases, session }: Visitor, envelope: Envelope): boolean =>
  session?.id === envelope.session?.id &&
  Object.entries(envelope.aliases).every(([name, id]) => aliases[name] === id);

/**
 * Takes an envelope. What was received before counts nothing and is stored nowhere again.
 *
 * @returns undefined when the envelope brings nothing new at all
 */
export const receive = (
  visitor: Visitor,
  envelope: Envelope,
  now: number,
): Received | undefined => {
  const { caseId, tab, refused, session } = envelope;
  const before = visitor.ledgers.get(caseId)?.get(tab) ?? newLedger(now);
  const seen = new Set<number>();
  const fresh = envelope.events
    .filter(({ seq }) => {
      if (knows(before, seq) || seen.has(seq)) return false;
      seen.add(seq);
      return true;
    })
    .sort((left, right) => left.seq - right.seq);
  const dropped = [
    ...envelope.dropped,
    ...refused.map(({ seq }) => ({ seq, reason: "rejected" as const })),
  ];
  const ledger = note(
    before,
    fresh.map(({ seq }) => seq),
    dropped,
    now,
  );
  const change = addDelivery(deliveryOf(ledger), deliveryOf(before), -1);
  const isNew = fresh.length > 0 || !isNoDelivery(change);
  // A visitor without history would never be forgotten: forgetting goes by it.
  if (!isNew && (visitor.envelopes.length === 0 || isKnown(visitor, envelope))) return undefined;
  return {
    visitor: {
      ...visitor,
      ...withVisit(visitor, envelope, fresh, now),
      lastSeenAt: Math.max(now, visitor.lastSeenAt),
      aliases: withAliases(visitor.aliases, envelope.aliases),
      ledgers: withLedger(visitor.ledgers, envelope, ledger),
    },
    stored: isNew
      ? {
          at: now,
          case_id: caseId,
          tab,
          ...(session ? { session_id: session.id } : {}),
          events: fresh,
          ...(refused.length > 0 ? { refused: [...refused] } : {}),
          ...(envelope.dropped.length > 0 ? { dropped: [...envelope.dropped] } : {}),
        }
      : undefined,
    change,
  };
};
