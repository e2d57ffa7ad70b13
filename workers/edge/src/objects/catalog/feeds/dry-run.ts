import { FEED_LIMIT_ITEMS } from "@nextmove/contract";
import { hashId, ItemIndex } from "../items/item-index.ts";
import type { Upload } from "./uploads.ts";
import type { Batch, Staged } from "../../../feed/taking/calls.ts";

/** A feed that is only validated: what it would change is counted, nothing of it is stored. */
export class DryRun {
  /** The ids it has brought. */
  readonly index = new ItemIndex();

  /** @param current what the catalogue has */
  count(upload: Upload, { ids, bodies }: Batch, current: ItemIndex): Staged {
    const staged: Staged = { duplicates: [], untitled: [], refused: [] };
    for (const [at, id] of ids.entries()) {
      const hash = hashId(id);
      const isKnown = current.find(hash) !== undefined;
      const isRepeated = this.index.find(hash) !== undefined;
      if (upload.kind === "replace" && isRepeated) staged.duplicates.push(at);
      if (upload.kind === "update") {
        if (bodies[at] === null) upload.deleted += isKnown ? 1 : 0;
        else if (isKnown || isRepeated) upload.updated += 1;
        else upload.inserted += 1;
      }
      if (!isRepeated && this.index.size >= FEED_LIMIT_ITEMS) staged.refused.push(at);
      else this.index.set(hash, 0);
    }
    return staged;
  }
}
