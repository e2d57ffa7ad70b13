import type { FeedItem } from "@nextmove/contract";
import type { ItemPatch } from "../../../feed/fields/patch.ts";

const withoutNulls = (patch: ItemPatch): Partial<FeedItem> =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== null));

/** Whether an update contradicts what was left of an item: one that can be had again has not none. */
const isOutdated = (quantity: number | undefined, { availability }: ItemPatch): boolean =>
  quantity !== undefined && quantity <= 0 && availability === "in_stock";

/** Whether an update says by their number alone that none is left: of what is ordered ahead that is so anyway. */
const isSoldOut = (before: FeedItem | undefined, { availability, quantity }: ItemPatch): boolean =>
  availability === undefined &&
  typeof quantity === "number" &&
  quantity <= 0 &&
  (before?.availability ?? "in_stock") === "in_stock";

/** An item after an update: what the update does not name stays, what it names as null goes. */
export const mergeItem = (before: FeedItem | undefined, patch: ItemPatch): FeedItem => {
  const isGone = (field: string): boolean =>
    Object.hasOwn(patch, field) || (field === "quantity" && isOutdated(before?.quantity, patch));
  const kept = Object.entries(before ?? {}).filter(([field]) => !isGone(field));
  const attributes =
    before?.attributes && patch.attributes
      ? {
          attributes: Object.fromEntries([
            ...Object.entries(before.attributes),
            ...Object.entries(patch.attributes),
          ]),
        }
      : {};
  // The id comes first: it is how an item is found on its page.
  return {
    id: patch.id,
    availability: "in_stock",
    ...Object.fromEntries(kept),
    ...withoutNulls(patch),
    ...(isSoldOut(before, patch) ? { availability: "out_of_stock" as const } : {}),
    ...attributes,
  };
};
