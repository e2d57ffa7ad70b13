import type { OutcomeCategory, TestCycleEvent } from "@nextmove/contract";
import type { Frame } from "./frame.ts";

type OutcomeEvent = Extract<TestCycleEvent, { type: "outcome" }>;

/** An outcome with all that is known of it: what the event says, else what the catalogue says. */
export interface Settled {
  at: number;
  assistanceId: string | undefined;
  /** Said by the event itself; else it follows from the assistance. */
  channel: string | undefined;
  outcomeId: string;
  category: OutcomeCategory;
  revenue: number;
  cost: number;
  /** Neither the event nor the catalogue knew its money. */
  isUnmapped: boolean;
  /** A currency that is not the period's: the money counts as 0. */
  foreign: { currency: string; value: number } | undefined;
}

/** The category of an id the catalogue does not have: what stands before its first `_`. */
const categoryOf = (outcomeId: string): OutcomeCategory => {
  const [prefix] = outcomeId.split("_", 1);
  return prefix === "sales" || prefix === "support" ? prefix : "none";
};

const settleOne = (event: OutcomeEvent, frame: Frame): Settled => {
  const known = frame.outcomes.get(event.outcomeId);
  const { value, currency } = event;
  const isForeign = value !== undefined && currency !== undefined && currency !== frame.currency;
  return {
    at: event.at,
    assistanceId: event.assistanceId,
    channel: event.channel,
    outcomeId: event.outcomeId,
    category: known?.category ?? categoryOf(event.outcomeId),
    revenue: isForeign ? 0 : (value ?? known?.revenue ?? 0),
    cost: event.cost ?? known?.cost ?? 0,
    isUnmapped: value === undefined && known === undefined,
    foreign: isForeign ? { currency, value } : undefined,
  };
};

/**
 * Two reports of one order, say of the agent and of the shop's own page: the earlier time, the money
 * of the one that said any, the channel of the one that was assisted.
 */
const merged = (first: OutcomeEvent, second: OutcomeEvent): OutcomeEvent => {
  const money = first.value === undefined ? second : first;
  const assisted = first.assistanceId === undefined ? second : first;
  return {
    ...first,
    outcomeId: assisted.outcomeId,
    assistanceId: assisted.assistanceId,
    channel: first.channel ?? second.channel,
    value: money.value,
    currency: money.currency,
    cost: first.cost ?? second.cost,
  };
};

/** A refund takes money back from its order, so it is not a second report of the sale. */
const isRefund = ({ value }: OutcomeEvent): boolean => value !== undefined && value < 0;

/**
 * A visitor's outcomes with every order counted once.
 *
 * @param events in order of time
 */
export const settle = (events: readonly OutcomeEvent[], frame: Frame): Settled[] => {
  if (events.length < 2) return events.map((event) => settleOne(event, frame));
  const places = new Map<string, number>();
  const unique: OutcomeEvent[] = [];
  for (const event of events) {
    const place = event.orderId === undefined ? undefined : places.get(event.orderId);
    const earlier = place === undefined ? undefined : unique[place];
    if (place !== undefined && earlier && !isRefund(event)) {
      unique[place] = merged(earlier, event);
      continue;
    }
    if (event.orderId !== undefined && !isRefund(event)) places.set(event.orderId, unique.length);
    unique.push(event);
  }
  return unique.map((event) => settleOne(event, frame));
};
