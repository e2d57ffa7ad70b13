import fc from "fast-check";
import { expect, it } from "vitest";
import { fakeSqlStorage } from "../../sql-storage.fake.ts";
import { hashId, ItemIndex } from "../items/item-index.ts";
import { Items } from "../items/items.ts";
import { PageTable } from "../items/page-table.ts";
import { applyPatches } from "./apply-patches.ts";
import { DryRun } from "./dry-run.ts";

const id = fc.constantFrom("a", "b", "c", "d");
const patch = fc.record({
  id,
  body: fc.option(fc.record({ title: fc.constantFrom("A", "B") }, { requiredKeys: [] })),
});
const batch = fc.array(patch, { maxLength: 8 }).map((patches) => ({
  ids: patches.map((one) => one.id),
  bodies: patches.map((one) => one.body && JSON.stringify({ id: one.id, ...one.body })),
}));

const NOTHING = { inserted: 0, updated: 0, deleted: 0 };

it("says of an update what becomes of it, batch after batch", () => {
  fc.assert(
    fc.property(fc.array(id), fc.array(batch, { maxLength: 3 }), (before, batches) => {
      const items = new Items(new PageTable(fakeSqlStorage()), 1);
      items.apply(
        before.map((one) => ({ id: one, make: () => JSON.stringify({ id: one, title: "A" }) })),
        10,
      );
      const current = new ItemIndex();
      for (const hash of [...new Set(before)].map(hashId)) current.set(hash, 0);
      const dry = new DryRun();
      const counted = { kind: "update" as const, ...NOTHING };
      const real = { ...NOTHING };
      for (const each of batches) {
        const staged = dry.count(counted, each, current);
        const applied = applyPatches(items, { merge: true, ...each });
        const untitled = applied.staged.untitled.toSorted((left, right) => left - right);
        expect(staged).toEqual({ ...applied.staged, untitled });
        for (const what of ["inserted", "updated", "deleted"] as const) {
          real[what] += applied.counts[what];
        }
      }
      expect(counted).toEqual({ kind: "update", ...real });
    }),
  );
});

it("says of a replacement which of its items come twice", () => {
  const dry = new DryRun();
  const upload = { kind: "replace" as const, ...NOTHING };
  const staged = dry.count(
    upload,
    { ids: ["a", "b", "a"], bodies: ["{}", "{}", "{}"] },
    new ItemIndex(),
  );
  expect(staged).toEqual({ duplicates: [2], untitled: [], refused: [] });
  expect(dry.index.size).toBe(2);
});
