import type { TestCycleEvent } from "@nextmove/contract";

/** Columns of an event's table, in this order; `visitor` and `key` are the primary key. */
export const COLUMNS = [
  "visitor TEXT NOT NULL",
  "key TEXT NOT NULL",
  // Null: copied from an alias, whose shard has it in its log.
  "seq INTEGER",
  "type INTEGER NOT NULL",
  "at INTEGER NOT NULL",
  "received_at INTEGER NOT NULL",
  // Null: the visitor.
  "tracking_id TEXT",
  "assistance TEXT",
  // The model, the selection or the outcome.
  "what TEXT",
  "offered INTEGER",
  "value REAL",
  "currency TEXT",
  "cost REAL",
  "order_id TEXT",
  "channel TEXT",
  "by_page INTEGER",
  // JSON of what the API has no name for.
  "further TEXT",
] as const;

/** A row as a table gives it. */
export type EventRow = [
  visitor: string,
  key: string,
  seq: number | null,
  type: number,
  at: number,
  receivedAt: number,
  trackingId: string | null,
  assistance: string | null,
  what: string | null,
  offered: number | null,
  value: number | null,
  currency: string | null,
  cost: number | null,
  orderId: string | null,
  channel: string | null,
  byPage: number | null,
  further: string | null,
];

/** Codes of the types: part of what is stored. */
const TYPES = [
  "model_assigned",
  "assistance_triggered",
  "offer_accepted",
  "assistance_started",
  "outcome",
] as const;

/** Code of the type `model_assigned`. */
export const MODEL_ASSIGNED = TYPES.indexOf("model_assigned");

const NOTHING = [null, null, null, null, null] as const;

/** An event as it is stored under a number, or as a copy under none. */
export const rowOf = (event: TestCycleEvent, seq: number | null): EventRow => {
  const { visitor, eventId, type, at, receivedAt, userTrackingId } = event;
  const trackingId = userTrackingId === visitor ? null : userTrackingId;
  const code = TYPES.indexOf(type);
  const said = (
    assistance: string | null,
    what: string | null,
    offered: number | null,
  ): EventRow => [
    visitor,
    eventId,
    seq,
    code,
    at,
    receivedAt,
    trackingId,
    assistance,
    what,
    offered,
    ...NOTHING,
    event.byPage ? 1 : null,
    event.further ? JSON.stringify(event.further) : null,
  ];
  switch (type) {
    case "model_assigned":
      return said(null, event.modelId, null);
    case "assistance_triggered":
      return said(event.assistanceId, null, event.assistanceOffered ? 1 : 0);
    case "offer_accepted":
      return said(event.assistanceId, event.userSelectionId, null);
    case "assistance_started":
      return said(event.assistanceId, null, null);
    case "outcome": {
      const row = said(event.assistanceId ?? null, event.outcomeId, null);
      row[10] = event.value ?? null;
      row[11] = event.currency ?? null;
      row[12] = event.cost ?? null;
      row[13] = event.orderId ?? null;
      row[14] = event.channel ?? null;
      return row;
    }
  }
};

/** The event that a row is. */
export const eventOf = (row: EventRow): TestCycleEvent => {
  const [visitor, eventId, , code, at, receivedAt, trackingId, assistance, what, offered] = row;
  const told = { eventId, userTrackingId: trackingId ?? visitor, visitor, at, receivedAt };
  const common: typeof told & Pick<TestCycleEvent, "byPage" | "further"> = told;
  if (row[15] === 1) common.byPage = true;
  // `rowOf` stringified it; the tables have no other writer.
  if (row[16] !== null) common.further = JSON.parse(row[16]) as Record<string, unknown>;
  const type = TYPES[code];
  switch (type) {
    case "model_assigned":
      return { ...common, type, modelId: what ?? "" };
    case "assistance_triggered":
      return { ...common, type, assistanceId: assistance ?? "", assistanceOffered: offered === 1 };
    case "offer_accepted":
      return { ...common, type, assistanceId: assistance ?? "", userSelectionId: what ?? "" };
    case "assistance_started":
      return { ...common, type, assistanceId: assistance ?? "" };
    case "outcome": {
      return {
        ...common,
        type,
        assistanceId: assistance ?? undefined,
        outcomeId: what ?? "",
        value: row[10] ?? undefined,
        currency: row[11] ?? undefined,
        cost: row[12] ?? undefined,
        orderId: row[13] ?? undefined,
        channel: row[14] ?? undefined,
      };
    }
    default:
      throw new Error(`an event of the unknown type ${code} is stored`);
  }
};
