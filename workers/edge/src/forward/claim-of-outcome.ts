import type { TestCycleEvent } from "@nextmove/contract";
import type { Claim } from "../protocol/ledger-shard/claim.ts";

/** The reporter chooses event ids: what a page says must not take the place of a server's report. */
const BY_PAGE = "page";

type Outcome = Extract<TestCycleEvent, { type: "outcome" }>;

/**
 * What an outcome says of an order, or nothing when it names none: then nobody else can report the same
 * money. Each outcome is a witness of its own.
 */
export const claimOfOutcome = (event: Outcome): Claim | undefined =>
  event.orderId === undefined
    ? undefined
    : {
        order: event.orderId,
        source: "outcome",
        witness: event.eventId,
        entry: event.byPage ? BY_PAGE : "",
        amount: event.value ?? null,
        currency: event.currency ?? null,
        at: event.at,
        visitor: event.visitor,
        trusted: event.byPage !== true,
      };
