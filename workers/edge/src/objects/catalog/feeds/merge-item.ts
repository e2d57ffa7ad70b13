import type { FeedItem } from "@nextmove/contract";
import type { ItemPatch } from "../../../feed/fields/patch.ts";

const withoutNulls = (patch: ItemPatch): Partial<FeedItem> =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== null));

/** An item after an update: what the update does not name stays, what it names as null goes. */
export const mergeItem = (before: FeedItem | undefined, patch: ItemPatch): FeedItem => {
  const kept = Object.entries(before ?? {}).filter(([field]) => !Object.hasOwn(patch, field));
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
    ...attributes,
  };
};
