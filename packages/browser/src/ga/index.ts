/**
 * The names that Google Analytics has for the visitor, by its tag: where its cookies are kept by a
 * server, as with server-side tagging.
 *
 * @module
 * @example
 * const nextmove = createNextmove({ key, endpoint, case: "shop", ga: gaTag({ measurementId: "G-ABC123" }) });
 */
export type { Aliases } from "../context/wire.ts";
export type { GaSettings } from "../api.ts";
export { gaFromTag, gaTag, type GaTagSettings } from "./from-tag.ts";
