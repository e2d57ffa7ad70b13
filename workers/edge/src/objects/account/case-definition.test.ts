import { caseSettings } from "@nextmove/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { define } from "./case-definition.ts";
import { retainedEpochs } from "../../protocol/account/retained-epochs.ts";
import type { CaseDefinition } from "../../protocol/account/snapshot.ts";

const settings = (shards: number) => caseSettings.parse({ shards });

describe("define", () => {
  it("starts a case in epoch 0", () => {
    const made = define("c", settings(3), undefined, 5);
    expect(made).toEqual({
      caseId: "c",
      settings: settings(3),
      epochs: [{ epoch: 0, shards: 3, openedAt: 5 }],
      deleted: false,
      revision: 1,
    });
  });

  it("counts the changes, through a deletion too", () => {
    const before = define("c", settings(3), undefined, 5);
    const deleted = { ...define("c", settings(3), before, 9), deleted: true };
    expect(define("c", settings(3), deleted, 11).revision).toBe(3);
  });

  it("keeps the epoch when only other settings change", () => {
    const before = define("c", settings(3), undefined, 5);
    const after = define("c", caseSettings.parse({ shards: 3, apprentice: true }), before, 9);
    expect(after.epochs).toEqual(before.epochs);
    expect(after.settings.apprentice).toBe(true);
  });

  it("opens a new epoch for another number of shards, and keeps the old ones to be found", () => {
    const grown = define("c", settings(8), define("c", settings(3), undefined, 5), 9);
    expect(grown.epochs).toEqual([
      { epoch: 0, shards: 3, openedAt: 5 },
      { epoch: 1, shards: 8, openedAt: 9 },
    ]);
  });

  it("never uses an epoch again, deletions included", () => {
    const step = fc.record({ shards: fc.integer({ min: 1, max: 3 }), deleted: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1 }), (steps) => {
        let current: CaseDefinition | undefined;
        const opened: number[] = [];
        for (const { shards, deleted } of steps) {
          const epochsBefore = current?.deleted ? [] : (current?.epochs ?? []);
          current = define("c", settings(shards), current, 0);
          expect(current.epochs.slice(0, epochsBefore.length)).toEqual(epochsBefore);
          expect(current.epochs.at(-1)?.shards).toBe(shards);
          opened.push(...current.epochs.slice(epochsBefore.length).map(({ epoch }) => epoch));
          current = { ...current, deleted };
        }
        expect(opened).toEqual(opened.map((_, index) => index));
      }),
    );
  });
});

describe("retainedEpochs", () => {
  it("are those that made decisions within the retention", () => {
    const windowed = (shards: number) => caseSettings.parse({ shards, reward_window_days: 9 });
    const day = 86_400_000;
    const grown = define("c", windowed(2), define("c", windowed(1), undefined, 0), 5 * day);
    const epochsAt = (now: number) => retainedEpochs(grown, now).map(({ epoch }) => epoch);
    expect(epochsAt(5 * day)).toEqual([0, 1]);
    expect(epochsAt(15 * day - 1)).toEqual([0, 1]);
    expect(epochsAt(15 * day)).toEqual([1]);
  });
});
