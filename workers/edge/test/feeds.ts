import type { FeedRequest, Totals } from "../src/feed/taking/calls.ts";

/** A feed that replaces the one before. */
export const feedRequest = (id: string, change: Partial<FeedRequest> = {}): FeedRequest => ({
  id,
  kind: "replace",
  merge: true,
  validateOnly: false,
  feedVersion: undefined,
  isInParts: false,
  fingerprint: null,
  ...change,
});

/** Of a feed of which nothing was rejected. */
export const totalsOf = (accepted: number): Totals => ({
  format: "ndjson",
  received: accepted,
  accepted,
  rejected: 0,
  warnings: 0,
  errors: [],
  codes: {},
  broken: undefined,
});
