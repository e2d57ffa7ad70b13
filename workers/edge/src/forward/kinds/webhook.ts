import { FORWARDED_TYPES } from "@nextmove/contract";
import { createHmac, randomBytes } from "node:crypto";
import { post } from "../attempt.ts";
import { publicMessage } from "../../protocol/sink/message.ts";
import type { Kind, SettingsOf } from "./kind.ts";

const PREFIX = "whsec_";
/** Within the 24 to 64 bytes that Standard Webhooks asks for. */
const SECRET_BYTES = 32;

export const makeWebhookSecret = (): string =>
  `${PREFIX}${randomBytes(SECRET_BYTES).toString("base64")}`;

/**
 * The value of `webhook-signature`: one signature per secret.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 *
 * @param timestamp seconds since 1970
 */
export const signatures = (
  secrets: readonly string[],
  id: string,
  timestamp: number,
  body: string,
): string =>
  secrets
    .map((secret) => {
      const key = Buffer.from(secret.slice(PREFIX.length), "base64");
      const hash = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
      return `v1,${hash}`;
    })
    .join(" ");

/** Any endpoint, signed as Standard Webhooks describes it: one message a request. */
export const webhookKind: Kind<SettingsOf<"webhook">> = {
  types: FORWARDED_TYPES,
  shape: { most: 1, inOrder: "visitor", lingerMs: 0 },
  send({ settings, secrets, fetchOut, now }, [message]) {
    const timestamp = Math.floor(now / 1_000);
    const body = JSON.stringify(publicMessage(message));
    return post(
      fetchOut,
      {
        url: settings.url,
        headers: {
          ...settings.headers,
          "webhook-id": message.id,
          "webhook-timestamp": String(timestamp),
          "webhook-signature": signatures(secrets, message.id, timestamp, body),
        },
        body,
      },
      settings.timeout_ms,
      now,
    );
  },
};
