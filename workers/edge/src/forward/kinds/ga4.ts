import { post } from "../attempt.ts";
import type { Message } from "../message.ts";
import type { Kind, SettingsOf } from "./kind.ts";

const COLLECT = "https://www.google-analytics.com/mp/collect";
/** Of a request, of a parameter's value, and how far back an event may be: else GA drops or shortens it. */
const EVENTS_LIMIT = 25;
const VALUE_LIMIT_CHARACTERS = 100;
const BACKDATED_LIMIT_MS = 72 * 3_600_000;

interface GaEvent {
  name: string;
  timestamp_micros?: number;
  params: Record<string, string | number>;
}

const text = (value: unknown): string => String(value).slice(0, VALUE_LIMIT_CHARACTERS);

/** What a message is to Google Analytics, or undefined. */
const gaEventOf = (
  { id, type, case_id = "", data }: Message,
  currency: string,
): GaEvent | undefined => {
  if (type === "select") {
    return {
      name: "select_promotion",
      params: { promotion_id: text(case_id), promotion_name: text(data["action"]) },
    };
  }
  if (type !== "reward" || data["event_type"] !== "purchase") return undefined;
  return {
    name: "purchase",
    params: {
      // GA counts a transaction once, so one sent again does no harm.
      transaction_id: text(data["order_id"] ?? id),
      value: Number(data["value"]),
      currency,
    },
  };
};

const isKnown = (message: Message): boolean => gaEventOf(message, "") !== undefined;

/** Google Analytics 4, for visitors it knows itself. */
export const ga4Kind: Kind<SettingsOf<"ga4">> = {
  types: ["select", "reward"],
  shape: {
    most: EVENTS_LIMIT,
    inOrder: "visitor",
    lingerMs: 0,
    belongs: (first, next) =>
      first.gaClientId === next.gaClientId && isKnown(first) === isKnown(next),
  },
  send({ settings, fetchOut, now }, messages) {
    const events = messages.flatMap((message) => {
      const event = gaEventOf(message, settings.currency);
      const at = Date.parse(message.at);
      // One that is too old counts as of now: that is better than not at all.
      const moment = now - at < BACKDATED_LIMIT_MS ? { timestamp_micros: at * 1_000 } : {};
      return event ? [{ ...event, ...moment }] : [];
    });
    const clientId = messages[0].gaClientId;
    if (events.length === 0 || clientId === undefined) return null;
    const { measurement_id, api_secret = "" } = settings;
    const query = new URLSearchParams({ measurement_id, api_secret });
    const body = JSON.stringify({ client_id: clientId, events });
    return post(
      fetchOut,
      { url: `${COLLECT}?${query.toString()}`, headers: {}, body },
      settings.timeout_ms,
      now,
    );
  },
};
