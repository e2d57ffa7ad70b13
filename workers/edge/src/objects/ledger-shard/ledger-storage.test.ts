import { expect, it } from "vitest";
import { fakeSqlStorage } from "../sql-storage.fake.ts";
import type { Claim } from "./claim.ts";
import { LedgerStorage } from "./ledger-storage.ts";

const claim = (given: Partial<Claim>): Claim => ({
  order: "order-1",
  source: "outcome",
  witness: "event-1",
  entry: "",
  amount: 100,
  currency: "EUR",
  at: 1_000,
  visitor: "visitor-1",
  trusted: false,
  ...given,
});

it("takes a server's report of an order however many pages have made up", () => {
  const storage = new LedgerStorage(fakeSqlStorage());
  const forged = Array.from({ length: 1_000 }, (_, n) => claim({ witness: `forged-${n}` }));
  const taken = forged.filter((each) => storage.insert(each)).length;
  expect(taken).toBeLessThan(forged.length);
  expect(storage.insert(claim({ witness: "shop", trusted: true }))).toBe(true);
  expect(storage.claims("order-1")).toHaveLength(taken + 1);
});
