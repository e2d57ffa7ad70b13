/** Bounds of the test cycle. */

/** Events of one request: a server's minute, or all that a page did. */
export const TEST_CYCLE_LIMIT_EVENTS = 1_000;
/** A thousand events of a kilobyte each. */
export const TEST_CYCLE_BODY_LIMIT_BYTES = 1024 * 1024;
/** What an event says beyond the names of the API, as JSON; kept whole, or not at all when it is longer. */
export const FURTHER_LIMIT_CHARACTERS = 2_048;
/** What is kept of an event that was rejected. */
export const REJECTED_LIMIT_CHARACTERS = 1_000;
/** Models compared at once: more would leave none enough visitors for a verdict. */
export const PERIOD_LIMIT_MODELS = 10;
/** Periods of an account: years of them, and small enough for what each isolate knows of an account. */
export const PERIODS_LIMIT = 200;
/** Entries of the catalogue of outcomes. */
export const OUTCOMES_LIMIT = 500;
/** Money of one event: beyond it somebody mistook the unit. */
export const MONEY_LIMIT = 1e9;
/** What a browser may say an outcome is worth when the catalogue does not say otherwise: most baskets. */
export const BROWSER_MONEY_LIMIT = 10_000;
/** A period that runs on for longer compares seasons, not models. */
export const PERIOD_LIMIT_MS = 366 * 86_400_000;
