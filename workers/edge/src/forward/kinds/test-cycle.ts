import { FORWARDED_TYPES } from "@nextmove/contract";
import { createHash } from "node:crypto";
import { post } from "../attempt.ts";
import type { Message } from "../../protocol/sink/message.ts";
import type { Kind, SettingsOf } from "./kind.ts";

/** The cookie's spelling of Google's id, as the API would have it; else our own id. */
const trackingIdOf = ({ gaClientId, visitor }: Message): string =>
  gaClientId === undefined ? visitor : `GA1.1.${gaClientId}`;

/** A message as one of the API's events. Its own go as they came. */
export const testCycleEventOf = (message: Message): Record<string, unknown> => {
  const { type, at, data } = message;
  const common = { userTrackingId: trackingIdOf(message), at };
  switch (type) {
    case "decision":
      return {
        type: "assistance_triggered",
        ...common,
        assistanceId: data["query_id"],
        assistanceOffered: true,
      };
    case "select":
      return {
        type: "offer_accepted",
        ...common,
        assistanceId: data["query_id"],
        userSelectionId: data["action"],
      };
    case "reward":
      return {
        type: "outcome",
        ...common,
        assistanceId: data["query_id"],
        outcomeId: data["event_type"],
        value: data["value"],
        orderId: data["order_id"],
      };
    default:
      return data;
  }
};

/**
 * Says that an event is sent again: the event itself has no place for an id. Other accounts and
 * deployments count from 1 too, and send other events; so the id alone would not do.
 */
const requestKeyOf = ({ account, id }: Message, body: string): string =>
  `${id}.${createHash("sha256").update(`${account}\n${body}`).digest("base64url").slice(0, 16)}`;

/** Another Test Cycle API: one event a request, in the API's own JSON. */
export const testCycleKind: Kind<SettingsOf<"test_cycle">> = {
  types: FORWARDED_TYPES,
  shape: { most: 1, inOrder: "visitor", lingerMs: 0 },
  send({ settings, fetchOut, now }, [message]) {
    const { url, headers, token, timeout_ms } = settings;
    const body = JSON.stringify(testCycleEventOf(message));
    return post(
      fetchOut,
      {
        url,
        headers: {
          ...headers,
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          "idempotency-key": requestKeyOf(message, body),
        },
        body,
      },
      timeout_ms,
      now,
    );
  },
};
