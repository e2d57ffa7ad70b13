/** Products in one answer; a request for more gets this many. */
export const RECOMMENDATIONS_LIMIT = 100;
/** Products in an answer when the request names no limit. */
export const RECOMMENDATIONS_DEFAULT = 10;
