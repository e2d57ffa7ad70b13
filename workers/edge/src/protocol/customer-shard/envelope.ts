import type { CollectRequest, DropReason, Session, StoredEvent } from "@nextmove/contract";

/** What one envelope says, after its events were checked. */
export interface Envelope {
  consumer: string;
  caseId: string;
  tab: string;
  aliases: CollectRequest["aliases"];
  session: Session | undefined;
  /** Taken, on the server's clock. */
  events: readonly StoredEvent[];
  /** Refused for good: they will not be sent again. */
  refused: readonly { seq: number; code: string }[];
  dropped: readonly { seq: number; reason: DropReason }[];
}
