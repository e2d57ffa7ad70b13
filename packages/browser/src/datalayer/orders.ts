import type { Tracker } from "../api.ts";
import { isString } from "../plain/shape.ts";
import type { ShopEvent } from "./shop-event.ts";

/** Orders remembered; a visitor reloads the page that thanks for a recent one. */
const MAX_ORDERS = 20;

/**
 * Tells whether an event is an order that is known: the page that thanks is often loaded again. While
 * consent is granted the ids are kept in localStorage, under the SDK's own prefix, so that they go
 * with all else when consent is withdrawn.
 */
export function createOrderFilter(
  nextmove: Pick<Tracker, "consent" | "inspect" | "on">,
): (event: ShopEvent) => boolean {
  let known: readonly string[] = [];

  const share = () => {
    if (nextmove.consent() !== "granted") return;
    const { key, cookieless } = nextmove.inspect();
    if (cookieless) return;
    const item = `nextmove.${key}.orders`;
    try {
      const stored = localStorage.getItem(item)?.split("\n") ?? [];
      known = [...new Set([...stored, ...known])].slice(-MAX_ORDERS);
      localStorage.setItem(item, known.join("\n"));
    } catch {
      // Full or blocked: this page still knows.
    }
  };
  nextmove.on("consent", ({ state }) => {
    if (state === "denied") known = [];
    if (known[0]) share(); // Else there is time until the next order.
  });

  return ({ name, params: { transaction_id: order } }) => {
    // What nobody may report is not known: it may be reported when the page is loaded again.
    if (name !== "purchase" || !isString(order) || nextmove.consent() === "denied") return false;
    share();
    const isKnown = known.includes(order);
    known = [...known, order].slice(-MAX_ORDERS);
    share();
    return isKnown;
  };
}
