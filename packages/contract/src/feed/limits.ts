/** Bounds of a product feed. What exceeds one is reported with a code. */

/** A feed after unpacking: several times the 100 MB that a request may bring. */
export const FEED_LIMIT_BYTES = 1024 * 1024 * 1024;
/** More products than this do not fit beside their index into an object's 128 MB. */
export const FEED_LIMIT_ITEMS = 500_000;
/** One product as it arrives; what is longer is an unclosed quote or tag. */
export const RECORD_LIMIT_CHARACTERS = 1024 * 1024;
/** Texts that visitors read in a line. */
export const TEXT_LIMIT_CHARACTERS = 500;
/** An address, as browsers take it. */
export const ADDRESS_LIMIT_CHARACTERS = 2_000;
/** Levels of a category path, tags. */
export const LIST_LIMIT_ENTRIES = 20;
/** What a shop knows of a product beside the named fields. */
export const ATTRIBUTES_LIMIT = 32;
export const ATTRIBUTE_NAME_LIMIT_CHARACTERS = 64;
export const ATTRIBUTE_LIMIT_CHARACTERS = 200;
/** Problems per code in an answer; `GET …/report` has the others. */
export const REPORT_LIMIT_PER_CODE = 10;
/** Parts of one feed: of 90 MB each far more than a feed may have. */
export const FEED_PARTS_LIMIT = 1_000;
/** Hosts a case may pull its feed from. */
export const FEED_HOSTS_LIMIT = 20;
