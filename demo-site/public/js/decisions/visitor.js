// @ts-check
import { basket, countOf } from "../shop/basket.js";
import { categoriesViewed } from "../shop/interests.js";
import { totalsOf } from "../shop/totals.js";
import { nextmove } from "./sdk.js";

const WEEKEND_DAYS = [0, 6];

/** Declares what the shop knows of this visit; the SDK adds page, device, referrer and campaign. */
export function describeVisitor(now = new Date()) {
  const { lines } = basket();
  nextmove()?.attributes({
    categories_viewed: categoriesViewed(),
    basket_items: countOf(lines),
    basket_value: totalsOf(lines, "no_incentive").goods / 100,
    hour: now.getHours(),
    weekend: WEEKEND_DAYS.includes(now.getDay()),
  });
}
