/** Outside systems an account forwards to: each costs every event a row of its own. */
export const SINKS_LIMIT = 20;
/** A URL as long as servers take them. */
export const SINK_URL_LIMIT_CHARACTERS = 2_048;
/** Headers of its own that a sink's requests carry. */
export const SINK_HEADERS_LIMIT = 10;
/** How long the secret before the last rotation still signs. */
export const SECRET_OVERLAP_MS = 24 * 3_600_000;
