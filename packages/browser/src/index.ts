/**
 * The Nextmove browser SDK: asks the edge for the next best action and reports what came of it.
 *
 * @module
 * @example
 * const nextmove = createNextmove({ key: "pk_live_…", endpoint: "https://next.example.com", case: "shop" });
 * const decision = await nextmove.decide({ actions: ["free_shipping", "gift_wrap"] });
 * render(decision.action);
 * decision.shown();
 */
export type * from "./api.ts";
export { createNextmove } from "./create.ts";
