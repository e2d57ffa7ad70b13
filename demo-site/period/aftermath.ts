import type { Arrival, Visit } from "./shop.ts";

const MINUTE_MS = 60_000;

/** An agent's quarter of an hour. */
const HELP_COST_EUROS = 3;

/** What a shop reports of a visit: some of it twice, by different systems. */
export interface Aftermath {
  /** Of the decision, as the shop's back end knows it. */
  readonly rewards: readonly object[];
  /** Of the test cycle, as the agents' desk knows it. */
  readonly events: readonly object[];
}

/**
 * Reports of a visit.
 *
 * @param at when it began, in ms
 */
export function aftermathOf({ visitor, visit }: Arrival, made: Visit, at: number): Aftermath {
  const { seen, clicked, dialog, spent, needsHelp } = made;
  const event = (type: string, minutes: number, details: object) => ({
    type,
    eventId: `${visit}-${minutes}`,
    userTrackingId: visitor,
    at: new Date(at + minutes * MINUTE_MS).toISOString(),
    ...details,
  });
  const assistance = { assistanceId: visit };
  const ofDialog = dialog?.started ? assistance : {};
  const order = orderOf(visit);
  const reward = (event_type: string, minutes: number, value: number, details: object = {}) => ({
    query_id: visit,
    consumer_id: visitor,
    event_type,
    value,
    at: at + minutes * MINUTE_MS,
    ...details,
  });
  return {
    rewards: [
      // Also the 0 of those who leave without a click: else the service would wait for it.
      ...(seen ? [reward("click", 1, Number(clicked))] : []),
      ...(spent > 0 ? [reward("purchase", 21, spent, { order_id: order })] : []),
    ],
    events: [
      ...(dialog
        ? [event("assistance_triggered", 2, { ...assistance, assistanceOffered: dialog.offered })]
        : []),
      ...(dialog?.accepted
        ? [event("offer_accepted", 3, { ...assistance, userSelectionId: dialog.accepted })]
        : []),
      ...(dialog?.started ? [event("assistance_started", 5, assistance)] : []),
      ...(spent > 0
        ? [
            event("outcome", 20, {
              ...ofDialog,
              outcomeId: "sales_1",
              value: spent,
              currency: "EUR",
              orderId: order,
            }),
          ]
        : []),
      ...(needsHelp
        ? [
            event("outcome", 15, {
              ...ofDialog,
              outcomeId: "support_1",
              value: 0,
              cost: HELP_COST_EUROS,
            }),
          ]
        : []),
    ],
  };
}

/** A refund of a visit's order. */
export const refundOf = ({ visitor, visit }: Arrival, { returned }: Visit): object => ({
  query_id: visit,
  consumer_id: visitor,
  event_type: "refund",
  value: returned,
  order_id: orderOf(visit),
});

const orderOf = (visit: string): string => `${visit}-order`;
