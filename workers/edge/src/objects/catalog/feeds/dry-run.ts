import { FEED_LIMIT_ITEMS } from "@nextmove/contract";
import type { ItemPatch } from "../../../feed/fields/patch.ts";
import { hashId, type IdHash, ItemIndex } from "../items/item-index.ts";
import type { Counts, Upload } from "./uploads.ts";
import type { Batch, Staged } from "../../../feed/taking/calls.ts";

/** What an item that the feed names would be after it, in the place of a page's number. */
const GONE = 0;
const THERE = 1;

/** A feed that is only validated: what it would change is counted, nothing of it is stored. */
export class DryRun {
  /** The ids it has brought. */
  readonly index = new ItemIndex();

  /** @param current what the catalogue has */
  count(
    upload: Counts & Pick<Upload, "kind">,
    { ids, bodies }: Pick<Batch, "ids" | "bodies">,
    current: ItemIndex,
  ): Staged {
    const staged: Staged = { duplicates: [], untitled: [], refused: [] };
    for (const [at, id] of ids.entries()) {
      const said =
        upload.kind === "replace"
          ? this.#bring(hashId(id))
          : this.#change(upload, hashId(id), bodies[at] ?? null, current);
      if (said) staged[said].push(at);
    }
    return staged;
  }

  #bring(hash: IdHash): keyof Staged | null {
    if (this.index.find(hash) !== undefined) return "duplicates";
    if (this.index.size >= FEED_LIMIT_ITEMS) return "refused";
    this.index.set(hash, THERE);
    return null;
  }

  #change(
    counts: Counts,
    hash: IdHash,
    body: string | null,
    current: ItemIndex,
  ): keyof Staged | null {
    const known = this.index.find(hash);
    const isThere = known === undefined ? current.find(hash) !== undefined : known === THERE;
    if (body === null) {
      if (isThere) counts.deleted += 1;
      this.index.set(hash, GONE);
      return null;
    }
    if (isThere) {
      counts.updated += 1;
      return null;
    }
    if (current.size + counts.inserted - counts.deleted >= FEED_LIMIT_ITEMS) return "refused";
    counts.inserted += 1;
    this.index.set(hash, THERE);
    const patch: ItemPatch = JSON.parse(body);
    return patch.title ? null : "untitled";
  }
}
