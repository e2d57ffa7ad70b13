import { attachConsent } from "../../../../packages/browser/src/consent-sources/index.ts";
import { createNextmove } from "../../../../packages/browser/src/index.ts";

const nextmove = createNextmove({ key: "pk_test", endpoint: location.origin, case: "shop" });

declare global {
  interface Window {
    real: typeof nextmove;
  }
}
window.real = nextmove;
attachConsent(nextmove);
