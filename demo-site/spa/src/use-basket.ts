import { useSyncExternalStore } from "react";
import { type Basket, basket, onBasketChange, plainBasket } from "../../public/js/shop/basket.js";

/** The basket of the shop with page loads: the two share it. */
const store = { text: "", basket: basket() };

/** The same object as long as nothing has changed in it. */
function current(): Basket {
  const read = basket();
  const text = JSON.stringify(plainBasket(read));
  if (text !== store.text) Object.assign(store, { text, basket: read });
  return store.basket;
}

function subscribe(listener: () => void): () => void {
  // The shop's listeners stay for the page; React's come and go.
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

const listeners = new Set<() => void>();
onBasketChange(() => listeners.forEach((listener) => listener()));

export const useBasket = (): Basket => useSyncExternalStore(subscribe, current);
