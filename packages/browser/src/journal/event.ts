import type { RewardItem, SelectionItem } from "../wire.ts";

interface Filed {
  /** UUIDv7: sorts by time. A selection has it. */
  readonly id: string;
  readonly case: string;
}

/** One thing to report, as it lies in the journal until the edge has confirmed it. */
export type JournalEvent =
  | (Filed & { readonly kind: "select"; readonly item: SelectionItem })
  | (Filed & { readonly kind: "reward"; readonly item: RewardItem });
