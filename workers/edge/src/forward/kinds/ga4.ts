import { post } from "../attempt.ts";
import type { Message } from "../../protocol/sink/message.ts";
import type { Kind, SettingsOf } from "./kind.ts";

const COLLECT = "https://www.google-analytics.com/mp/collect";
/** Bounds of a request, of a parameter's value, and of an event's age: beyond them GA drops or shortens it. */
const EVENTS_LIMIT = 25;
const VALUE_LIMIT_CHARACTERS = 100;
const BACKDATED_LIMIT_MS = 72 * 3_600_000;

interface GaEvent {
  name: string;
  timestamp_micros?: number;
  params: Params;
}

type Params = Record<string, string | number>;

/** Without what is not said; texts cut to what Google keeps. */
const paramsOf = (said: Record<string, unknown>): Params =>
  Object.fromEntries(
    Object.entries(said)
      .filter(([, value]) => value !== undefined && value !== "")
      .map(([name, value]) => [
        name,
        typeof value === "number" ? value : String(value).slice(0, VALUE_LIMIT_CHARACTERS),
      ]),
  );

/** What a message says, in Google's own events where there are such; the others keep their names. */
const saidBy = (
  { id, type, case_id, data }: Message,
  currency: string,
): [name: string, said: Record<string, unknown>] => {
  const { value, assistanceId: assistance_id } = data;
  switch (type) {
    case "select":
      return ["select_promotion", { promotion_id: case_id, promotion_name: data["action"] }];
    case "reward":
      return data["event_type"] === "purchase"
        ? // GA counts a transaction once, so one sent again does no harm.
          ["purchase", { transaction_id: data["order_id"] ?? id, value, currency }]
        : ["reward", { case_id, event_type: data["event_type"], value, currency }];
    case "decision":
      return [
        "decision",
        { case_id, action: data["action"], mode: data["mode"], model_id: data["test_model"] },
      ];
    case "model_assigned":
      return [type, { model_id: data["modelId"] }];
    case "assistance_triggered":
      return [type, { assistance_id, assistance_offered: data["assistanceOffered"] }];
    case "offer_accepted":
      return [type, { assistance_id, user_selection_id: data["userSelectionId"] }];
    case "assistance_started":
      return [type, { assistance_id }];
    case "outcome":
      return [
        type,
        {
          outcome_id: data["outcomeId"],
          assistance_id,
          transaction_id: data["orderId"],
          value,
          currency: value === undefined ? undefined : (data["currency"] ?? currency),
        },
      ];
  }
};

const gaEventOf = (message: Message, currency: string): GaEvent => {
  const [name, said] = saidBy(message, currency);
  return { name, params: paramsOf(said) };
};

/** Google Analytics 4, for visitors it knows itself. */
export const ga4Kind: Kind<SettingsOf<"ga4">> = {
  types: ["select", "reward"],
  shape: {
    most: EVENTS_LIMIT,
    inOrder: "visitor",
    lingerMs: 0,
    belongs: (first, next) => first.gaClientId === next.gaClientId,
  },
  send({ settings, fetchOut, now }, messages) {
    const clientId = messages[0].gaClientId;
    if (clientId === undefined) return null;
    const events = messages.map((message) => {
      const at = Date.parse(message.at);
      // One that is too old counts as of now: that is better than not at all.
      const moment = now - at < BACKDATED_LIMIT_MS ? { timestamp_micros: at * 1_000 } : {};
      return { ...gaEventOf(message, settings.currency), ...moment };
    });
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
