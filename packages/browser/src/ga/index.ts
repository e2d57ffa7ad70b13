/**
 * The names that Google Analytics has for the visitor.
 *
 * @module
 * @example
 * const aliases = await gaFromTag({ measurementId: "G-ABC123" });
 */
export type { Aliases } from "../wire.ts";
export type { GaSettings } from "../api.ts";
export { gaFromTag, type GaTagSettings } from "./from-tag.ts";
