import type { Nextmove } from "../api.ts";

/** Orders remembered; a visitor reloads the page that thanks for a recent one. */
const MAX_ORDERS = 20;

/**
 * Tells of each order whether it is known: the page that thanks is often loaded again. While
 * consent is granted the ids are kept in localStorage, under the SDK's own prefix, so that they go
 * with all else when consent is withdrawn.
 */
export function createOrderFilter(
  nextmove: Nextmove,
  storage: () => Storage,
): (order: string) => boolean {
  const name = `nextmove.${nextmove.inspect().key}.orders`;
  let known: readonly string[] = [];

  const share = () => {
    if (nextmove.consent() !== "granted") return;
    try {
      const stored = storage().getItem(name)?.split("\n") ?? [];
      known = [...new Set([...stored, ...known])].slice(-MAX_ORDERS);
      storage().setItem(name, known.join("\n"));
    } catch {
      // Full or blocked: this page still knows.
    }
  };
  nextmove.on("consent", share);

  return (order) => {
    share();
    const isKnown = known.includes(order);
    known = [...known, order];
    share();
    return isKnown;
  };
}
