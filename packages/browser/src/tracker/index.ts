/**
 * Nextmove without decisions: reports what a visitor does, once consent is granted, so that nothing
 * is lost and nothing counts twice.
 *
 * @module
 * @example
 * const tracker = createTracker({ key: "pk_live_…", endpoint: "https://next.example.com", case: "shop" });
 * tracker.consent("granted");
 * tracker.track("view_item", { items: [{ item_id: "sku-1", price: 20 }] });
 */
export type * from "../api.ts";
export { createTracker } from "./create.ts";
