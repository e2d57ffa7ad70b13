/** Bounds of the wire. What exceeds one is refused with a code, never cut silently. */

/** One decision: a state of 4 kB and 200 action names fit several times over. */
export const BODY_LIMIT_BYTES = 64 * 1024;
/** A batch of 500 items of 4 kB each. */
export const BATCH_BODY_LIMIT_BYTES = 2 * 1024 * 1024;
/** More items than this are answered 413: the answer would take longer than a client waits. */
export const BATCH_LIMIT_ITEMS = 500;
/** JSON.parse survives deep nesting, recursive readers and structured clone do not. */
export const JSON_DEPTH_LIMIT = 32;
/** Above this many actions a case has no traffic to learn from; it also bounds a polluted catalogue. */
export const ACTIONS_LIMIT = 200;
export const IDENTIFIER_LIMIT_CHARACTERS = 256;
export const ACTION_LIMIT_CHARACTERS = 128;
/** Google Analytics ids and the server's own: a handful. */
export const ALIASES_LIMIT = 8;
