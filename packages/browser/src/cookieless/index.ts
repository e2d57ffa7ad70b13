/**
 * Nextmove without cookies and storage: everything is reported and learned from, and every page is
 * another visitor's.
 *
 * @module
 * @example
 * const nextmove = createCookielessNextmove({ key, endpoint, case: "shop", consent: "granted" });
 */
export type * from "../api.ts";
export { createCookielessNextmove } from "./create.ts";
