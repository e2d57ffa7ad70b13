// @ts-check
import { keepOrder } from "../shop/order.js";
import { totalsOf } from "../shop/totals.js";
import { nextmove } from "./nextmove.js";

// In the case `shop` a reward counts that something happened; the case's weights say what it is worth.
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

/** Reports an order once, however often its page is loaded. @param {import("../shop/order.js").Order} order */
export function purchased(order) {
  if (order.reported) return;
  const purchase = { event_type: "purchase", order_id: order.id };
  nextmove()?.reward({ ...purchase, case: "shop", value: HAPPENED });
  if (order.decided)
    nextmove()?.reward({
      ...purchase,
      case: "checkout",
      value: totalsOf(order.basket.lines, order.incentive).net / 100,
    });
  keepOrder({ ...order, reported: true });
}
