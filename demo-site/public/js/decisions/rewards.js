// @ts-check
import { keepOrder } from "../shop/order.js";
import { totalsOf } from "../shop/totals.js";
import { ordered } from "./events.js";
import { nextmove } from "./sdk.js";
import { forgetTaken, rewardsOfTaken } from "./taken.js";

// Clicks and baskets count that they happened: the case's weights say what that is worth. A purchase
// brings its own worth.
const HAPPENED = 1;

/** @param {import("./ask.js").Decision} decision */
export function bannerClicked(decision) {
  // A fallback was nobody's decision, so its click belongs to none.
  if (decision.source !== "edge") return;
  nextmove()?.reward({ case: "shop", event_type: "click", value: HAPPENED, decision });
}

/** Counts for the banner shown last, on whatever page that was. */
export function addedToBasket() {
  nextmove()?.reward({ case: "shop", event_type: "add_to_basket", value: HAPPENED });
}

/** @param {import("../../../types/nextmove.js").Recommendation} recommendation @param {string} id */
export function productTaken(recommendation, id) {
  const decision = { ...recommendation, action: id };
  nextmove()?.select(recommendation, id);
  nextmove()?.reward({ event_type: "click", value: HAPPENED, decision });
}

/** Reports an order once, however often its page is loaded. @param {import("../shop/order.js").Order} order */
export function purchased(order) {
  if (order.reported) return;
  const value = totalsOf(order.basket.lines, order.incentive).net / 100;
  const purchase = { event_type: "purchase", order_id: order.id, value };
  ordered(order, value);
  for (const reward of rewardsOfTaken(order)) nextmove()?.reward(reward);
  forgetTaken();
  if (order.decided) nextmove()?.reward({ ...purchase, case: "checkout" });
  keepOrder({ ...order, reported: true });
}
