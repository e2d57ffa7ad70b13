import type { DropReason } from "../../api.ts";
import type { WireEvent } from "../../context/wire.ts";

/** One thing to tell the edge, as the page said it. */
export interface Report {
  readonly case: string;
  readonly item: WireEvent;
  /** The address of the page that was viewed: another campaign in it begins a session. */
  readonly viewed?: string | undefined;
  /** It can only be told that there was something. */
  readonly dropped?: DropReason | undefined;
}
