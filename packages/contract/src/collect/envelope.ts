import { z } from "zod";
import { aliases, clientTime, identifier } from "../identifiers.ts";
import { consumerOf, consumerSpellings, optional } from "../nba/spelling.ts";
import { dropReason } from "./delivery.ts";
import { eventSeq } from "./event.ts";
import { COLLECT_LIMIT_DROPPED } from "./limits.ts";

/** A visit, by Google Analytics' rules: 30 minutes of rest, midnight or a campaign end it. */
export const session = z.object({
  id: identifier,
  number: z.int().min(1).max(1_000_000),
  started_at: clientTime,
});
export type Session = z.output<typeof session>;

const dropped = z.object({ seq: eventSeq, reason: dropReason });

/** `POST /v3/collect/{case_id}`. Events are checked one by one: a bad one takes no other with it. */
export const collectRequest = z
  .looseObject({
    ...consumerSpellings,
    aliases: optional(aliases),
    tab: optional(z.string().regex(/^[A-Za-z0-9_-]{8,36}$/, "must be 8 to 36 of A-Z a-z 0-9 _ -")),
    session: optional(session),
    sent_at: optional(clientTime),
    events: optional(z.array(z.unknown())),
    dropped: optional(z.array(dropped).max(COLLECT_LIMIT_DROPPED)),
  })
  .transform((body) => ({
    consumerId: consumerOf(body),
    aliases: body.aliases ?? {},
    tab: body.tab,
    session: body.session,
    sentAt: body.sent_at,
    events: body.events ?? [],
    dropped: body.dropped ?? [],
  }));
/** All that a tab reports to a case at once. */
export type CollectRequest = z.output<typeof collectRequest>;
