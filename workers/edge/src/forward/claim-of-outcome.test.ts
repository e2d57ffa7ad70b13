import type { TestCycleEvent } from "@nextmove/contract";
import { expect, it } from "vitest";
import { fakeSqlStorage } from "../objects/sql-storage.fake.ts";
import { claimOfOutcome } from "./claim-of-outcome.ts";
import { LedgerStorage } from "../objects/ledger-shard/ledger-storage.ts";
import { standingOf } from "../objects/ledger-shard/standing.ts";

type Outcome = Extract<TestCycleEvent, { type: "outcome" }>;

const outcome = (given: Partial<Outcome>): Outcome => ({
  type: "outcome",
  eventId: "sale-1",
  userTrackingId: "buyer",
  visitor: "buyer",
  at: 1_000,
  receivedAt: 1_000,
  assistanceId: undefined,
  outcomeId: "sales_1",
  value: 100,
  currency: undefined,
  cost: undefined,
  orderId: "order-1",
  channel: undefined,
  ...given,
});

it("keeps what a server says of an order though a page took the event's id before", () => {
  const storage = new LedgerStorage(fakeSqlStorage());
  const forged = outcome({ visitor: "forger", value: 9_999, byPage: true });
  for (const event of [forged, outcome({})]) {
    const claim = claimOfOutcome(event);
    if (claim) storage.insert(claim, 1);
  }
  const standing = standingOf(storage.claims("order-1"));
  expect(standing).toMatchObject({ amount: 100, visitor: "buyer", others: ["forger"] });
});

it("says nothing of an outcome without an order", () => {
  expect(claimOfOutcome(outcome({ orderId: undefined }))).toBeUndefined();
});
