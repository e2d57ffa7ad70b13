import type { JournalEvent } from "../journal/event.ts";

/** Events of one kind and case, in order: one request. */
export type Batch = readonly [JournalEvent, ...JournalEvent[]];

/** A fifth of what the edge takes at once, so that a repeated request costs little. */
export const MAX_BATCH_EVENTS = 100;

/** Chromium refuses a beacon above 64 KiB of UTF-8; the rest is left to other keepalive requests. */
export const MAX_BATCH_BYTES = 60 * 1024;

/** Room for the key, the time, the visitor's id in each event, and the braces around it all. */
const ENVELOPE_BYTES = 8 * 1024;

const bytesOf = (event: JournalEvent): number => new Blob([JSON.stringify(event.item)]).size;

/**
 * Groups events by kind and case, in their order, selections first: so a reward never overtakes the
 * selection that it needs.
 */
export function inBatches(events: readonly JournalEvent[]): readonly Batch[] {
  const done: Batch[] = [];
  const open = new Map<string, { batch: [JournalEvent, ...JournalEvent[]]; bytes: number }>();
  const selectionsFirst = [...events].sort((a, b) => b.kind.localeCompare(a.kind));
  for (const event of selectionsFirst) {
    const lane = `${event.kind} ${event.case}`;
    const last = open.get(lane);
    const bytes = bytesOf(event);
    if (
      last &&
      last.batch.length < MAX_BATCH_EVENTS &&
      last.bytes + bytes <= MAX_BATCH_BYTES - ENVELOPE_BYTES
    ) {
      last.batch.push(event);
      last.bytes += bytes;
    } else {
      const batch: [JournalEvent] = [event];
      open.set(lane, { batch, bytes });
      done.push(batch);
    }
  }
  return done;
}

export interface BatchRequest {
  readonly path: string;
  readonly body: string;
}

/** The request that reports a batch. `sentAt` lets the edge correct our clock. */
export function requestOf(
  [first, ...rest]: Batch,
  key: string,
  consumerId: string | undefined,
  sentAt: number,
): BatchRequest {
  const caseId = encodeURIComponent(first.case);
  const items = [first, ...rest].map(({ item }) => item);
  const content =
    first.kind === "select"
      ? { selection: items }
      : { rewards: items.map((item) => ({ ...item, consumer_id: consumerId })) };
  const surface = first.kind === "select" ? `action/${caseId}/select` : `reward/${caseId}`;
  return {
    path: `/v3/${surface}/batch`,
    body: JSON.stringify({ key, sent_at: sentAt, ...content }),
  };
}
