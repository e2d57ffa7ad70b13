/** Bounds of what browsers report. */

/** Events of one envelope: more than a page makes in the time between two sendings. */
export const COLLECT_LIMIT_EVENTS = 200;
/** What beacons and keepalive requests of one page may carry together (Fetch standard, 4.6). */
export const COLLECT_BODY_LIMIT_BYTES = 64 * 1024;
/** Numbers reported as dropped at once: as many as fit into an envelope. */
export const COLLECT_LIMIT_DROPPED = 2_000;
/** A view of a list of 25 products with names and prices. */
export const PARAMS_LIMIT_CHARACTERS = 4_096;
/** `items[].item_params.x` is 3 deep; what is deeper is no event but a dump. */
export const PARAMS_LIMIT_DEPTH = 6;
export const EVENT_NAME_LIMIT_CHARACTERS = 64;
/** A tab makes tens of events; a number beyond this is made up. */
export const SEQ_LIMIT = 1_000_000;
export const PAGE_ID_LIMIT_CHARACTERS = 512;
