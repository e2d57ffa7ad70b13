import type { DropReason } from "../api.ts";
import type { WireEvent } from "../wire.ts";

/** One thing to tell the edge, as the page said it. */
export interface Report {
  readonly case: string;
  readonly item: WireEvent;
  /** The campaign in the page's address: another one begins a session. */
  readonly campaign?: string | undefined;
  /** It can only be told that there was something. */
  readonly dropped?: DropReason | undefined;
}
