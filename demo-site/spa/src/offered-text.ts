import { euros } from "../../public/js/shop/money.js";
import type { IncentiveId, totalsOf } from "../../public/js/shop/totals.js";

/** What an incentive says in the list of totals. */
export function offeredText(
  incentive: IncentiveId,
  { discount }: ReturnType<typeof totalsOf>,
): string {
  switch (incentive) {
    case "no_incentive":
      return "60-day return";
    case "free_delivery":
      return "Delivery on us";
    case "five_percent":
      return `−${euros(discount)}`;
    case "free_gift":
      return "Beeswax tea light";
  }
}
