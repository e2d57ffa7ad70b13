// @ts-check
import { lasting } from "./storage.js";

/** @typedef {import("../../../types/nextmove.js").ConsentState} Consent */

/** The same with page loads and without: a visitor who has answered there is not asked here. */
const KEY = "consent";

/** @returns {Consent} */
export function storedConsent() {
  const stored = lasting.read(KEY);
  return stored === "granted" || stored === "denied" ? stored : "pending";
}

/** @param {Consent} state */
export const storeConsent = (state) => lasting.write(KEY, state);
