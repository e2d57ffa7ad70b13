import type { ConsentState } from "nextmove";
import { lasting } from "../../public/js/shop/storage.js";

/** As the shop with page loads keeps it: a visitor who has answered there is not asked here. */
const KEY = "consent";

export function storedConsent(): ConsentState {
  const stored = lasting.read(KEY);
  return stored === "granted" || stored === "denied" ? stored : "pending";
}

export const storeConsent = (state: ConsentState): void => lasting.write(KEY, state);
