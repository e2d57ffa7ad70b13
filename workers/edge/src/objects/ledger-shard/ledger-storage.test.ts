import { expect, it } from "vitest";
import { fakeSqlStorage } from "../sql-storage.fake.ts";
import type { Claim } from "../../protocol/ledger-shard/claim.ts";
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
  const taken = forged.filter((each) => storage.insert(each, 1_000)).length;
  expect(taken).toBeLessThan(forged.length);
  expect(storage.insert(claim({ witness: "shop", trusted: true }), 1_000)).toBe(true);
  expect(storage.claims("order-1")).toHaveLength(taken + 1);
});

it("numbers the reports of an order upwards, whatever they and the clock say of when they came", () => {
  const storage = new LedgerStorage(fakeSqlStorage());
  const revisions = [5_000, 5_000, 4_000].map((now, n) => {
    storage.insert(claim({ witness: `event-${n}`, at: 1_000 - n }), now);
    return storage.revision("order-1");
  });
  expect(revisions).toEqual([5_000, 5_001, 5_002]);
});

it("forgets an order as a whole, by when the last of it was received", () => {
  const storage = new LedgerStorage(fakeSqlStorage());
  storage.insert(claim({}), 5_000);
  storage.insert(claim({ witness: "event-2" }), 6_000);
  storage.insert(claim({ order: "order-2" }), 5_000);
  storage.forgetBefore(6_000);
  expect(storage.claims("order-1")).toHaveLength(2);
  expect(storage.claims("order-2")).toEqual([]);
});
