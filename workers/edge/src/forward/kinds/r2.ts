import { FORWARDED_TYPES } from "@nextmove/contract";
import { type Message, publicMessage } from "../../protocol/sink/message.ts";
import type { Kind, SettingsOf } from "./kind.ts";

/** `2026-11-22T03` */
const hourOf = ({ at }: Message): string => at.slice(0, 13);

/**
 * A file's name: the hour of its events, then its first one. What is written again after a crash begins
 * with the same event, so it replaces what was written before and repeats nothing. Other sinks' files may
 * begin with the same event, too, and hold others after it.
 */
const fileName = (prefix: string, sinkId: string, first: Message): string => {
  const [day = "", hour = ""] = hourOf(first).split("T");
  return `${prefix}/${first.account}/${sinkId}/${day}/${hour}/${first.id}.ndjson`;
};

/** JSON lines in the deployment's bucket, by hour. */
export const r2Kind: Kind<SettingsOf<"r2">> = {
  types: FORWARDED_TYPES,
  shape: {
    most: 1_000,
    inOrder: "all",
    // A file a minute and object, not one for every two seconds of events.
    lingerMs: 60_000,
    belongs: (first, next) => hourOf(first) === hourOf(next),
  },
  async send({ sinkId, settings, archive }, messages) {
    if (!archive) {
      return { ok: false, reason: "this deployment has no bucket any more", whole: true };
    }
    const lines = messages.map((message) => `${JSON.stringify(publicMessage(message))}\n`);
    const [first] = messages;
    try {
      await archive.put(fileName(settings.prefix, sinkId, first), lines.join(""), {
        httpMetadata: { contentType: "application/x-ndjson" },
      });
      return { ok: true };
    } catch {
      return { ok: false, reason: "the bucket did not take it", whole: true };
    }
  },
};
