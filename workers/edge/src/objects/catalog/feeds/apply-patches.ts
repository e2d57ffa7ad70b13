import { FEED_LIMIT_ITEMS } from "@nextmove/contract";
import type { ItemPatch } from "../../../feed/fields/patch.ts";
import { type Change, type Items, parseItem } from "../items/items.ts";
import { mergeItem } from "./merge-item.ts";
import type { Counts, Patches } from "./uploads.ts";
import type { Staged } from "../../../feed/taking/calls.ts";

/** Changes items as an update says, as many as the catalogue may have. */
export const applyPatches = (
  items: Items,
  { merge, ids, bodies }: Patches,
): { staged: Staged; counts: Counts } => {
  const withoutTitle = new Set<number>();
  const changes = ids.map((id, index): Change => {
    const body = bodies[index];
    return {
      id,
      make(before) {
        if (typeof body !== "string") return null;
        const patch: ItemPatch = JSON.parse(body);
        if (!patch.title) withoutTitle.add(index);
        const old = before !== undefined && merge ? parseItem(before) : undefined;
        return JSON.stringify(mergeItem(old, patch));
      },
    };
  });
  const { inserted, updated, deleted, refused } = items.apply(changes, FEED_LIMIT_ITEMS);
  return {
    staged: {
      duplicates: [],
      untitled: inserted.filter((index) => withoutTitle.has(index)),
      refused,
    },
    counts: { inserted: inserted.length, updated: updated.length, deleted: deleted.length },
  };
};

/** Applies an update to a replacement that was exported before it. */
export const applyLate = (items: Items, { merge, ids, bodies }: Patches): void => {
  // A new price of a product that the feed no longer has does not bring it back.
  const wanted = ids.flatMap((id, index) => {
    const body = bodies[index] ?? null;
    return items.has(id) || (body !== null && "title" in JSON.parse(body)) ? [{ id, body }] : [];
  });
  applyPatches(items, {
    merge,
    ids: wanted.map(({ id }) => id),
    bodies: wanted.map(({ body }) => body),
  });
};
