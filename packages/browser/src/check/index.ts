/**
 * The installation check: what keeps Nextmove from working on this page, in words.
 *
 * @module
 * @example
 * const { ok, findings } = await check(nextmove);
 * console.table(findings);
 */
export { check, type CheckReport } from "./check.ts";
export type { Finding, Level } from "./finding.ts";
