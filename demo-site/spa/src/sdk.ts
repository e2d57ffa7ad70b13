import { createNextmove, type Nextmove } from "nextmove";
import { attachImpressions } from "nextmove/impressions";
import { storedConsent } from "../../public/js/shop/stored-consent.js";

/** The one SDK of this page. @param deadline how long a visitor looks at an empty slot at most, ms */
export function startNextmove(deadline: number): Nextmove {
  const nextmove = createNextmove({
    key: "pk_test_demo",
    endpoint: location.origin,
    case: "shop",
    consent: storedConsent(),
    deadline,
  });
  attachImpressions(nextmove);
  return nextmove;
}
