import type { ConsentSignal } from "./signal.ts";

/**
 * Global Privacy Control as the browser states it. Its absence grants nothing.
 * @see https://www.w3.org/TR/gpc/
 */
export const gpcSignal = (globalPrivacyControl: unknown): ConsentSignal | undefined =>
  globalPrivacyControl === true
    ? { state: "denied", reason: "gpc: the browser asks not to be followed" }
    : undefined;
