import { toJson } from "../../plain/json.ts";
import type { Entry } from "../../storage/entry.ts";
import type { EnvelopeHead } from "../../context/wire.ts";

/** Entries of one case, tab and session, in order: one request. */
export type Envelope = readonly [Entry, ...Entry[]];

/** What the edge takes at once. */
export const MAX_ENVELOPE_EVENTS = 200;

/** Browsers refuse a beacon above 64 KiB of UTF-8 (Fetch standard, 4.6), and so does the edge. */
export const MAX_ENVELOPE_BYTES = 60 * 1024;

/** Room for the key, the visitor's names, the tab and the session around it all. */
const HEAD_BYTES = 4 * 1024;

/** An entry's number, and the comma or what tells why it was dropped. */
const NUMBER_BYTES = 40;

const lane = (entry: Entry): string => [entry.case, entry.tab, entry.session.id].join();

/**
 * Cuts the entries into envelopes, in their order: so a reward never overtakes the selection that
 * it needs.
 */
export function inEnvelopes(entries: readonly Entry[]): readonly Envelope[] {
  const done: Envelope[] = [];
  let open: [Entry, ...Entry[]] | undefined;
  let bytes = 0;
  for (const entry of entries) {
    const size = entry.bytes + NUMBER_BYTES;
    bytes += size;
    if (
      open &&
      open.length < MAX_ENVELOPE_EVENTS &&
      bytes <= MAX_ENVELOPE_BYTES - HEAD_BYTES &&
      lane(entry) === lane(open[0])
    ) {
      open.push(entry);
    } else {
      open = [entry];
      bytes = size;
      done.push(open);
    }
  }
  return done;
}

/** Its path and body. */
export type EnvelopeRequest = readonly [path: string, body: string];

/** Who reports. `sent_at` lets the edge correct our clock. */
export type Sending = Pick<EnvelopeHead, "key" | "consumer_id" | "aliases" | "sent_at">;

/** The request that reports an envelope. */
export function requestOf(envelope: Envelope, sending: Sending): EnvelopeRequest {
  const [
    {
      case: caseId,
      tab,
      session: { startedAt: started_at, ...session },
    },
  ] = envelope;
  const dropped = envelope.flatMap((entry) =>
    entry.dropped ? [{ seq: entry.seq, reason: entry.dropped }] : [],
  );
  const head: EnvelopeHead = {
    ...sending,
    tab,
    session: { ...session, started_at },
    dropped: dropped[0] && dropped,
  };
  // The events are JSON already; each gets its number in front.
  const events = envelope.flatMap(({ seq, body }) =>
    body ? [`{"seq":${seq},${body.slice(1)}`] : [],
  );
  return [
    `/v3/collect/${encodeURIComponent(caseId)}`,
    `${toJson(head).slice(0, -1)},"events":[${events.join()}]}`,
  ];
}
