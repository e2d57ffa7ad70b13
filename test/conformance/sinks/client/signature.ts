import { createHmac } from "node:crypto";

import type { Delivery } from "../../../harness/receiver.ts";

/** What a receiver does to be sure, by the description of Standard Webhooks. */
export const isSignedBy = (secret: string, { headers, text }: Delivery): boolean => {
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${text}`;
  const expected = `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
  return String(headers["webhook-signature"]).split(" ").includes(expected);
};
