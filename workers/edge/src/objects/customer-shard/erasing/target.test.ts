import { caseSettings } from "@nextmove/contract";
import { expect, it } from "vitest";
import type { CaseDefinition } from "../../../protocol/account/snapshot.ts";
import { type Target, targetsOf } from "./target.ts";

const definition = (caseId: string, change: Partial<CaseDefinition>): CaseDefinition => ({
  caseId,
  settings: caseSettings.parse({}),
  epochs: [{ epoch: 0, shards: 2, openedAt: 0 }],
  deleted: false,
  revision: 1,
  ...change,
});

const snapshot = {
  cases: [
    definition("open", {}),
    definition("half-deleted", { deleted: true }),
    definition("deleted", { deleted: true, wiped: true }),
  ],
  sinks: [],
};

it("asks every case that may hold something, each kind of object after those it hears from", () => {
  const targets = targetsOf({ snapshot, visitors: ["someone", "1.2"] });
  const caseOf = (target: Target) => ("caseId" in target ? `${target.in} ${target.caseId}` : "");
  expect(targets.slice(0, 6).map(caseOf)).toEqual([
    "catalog open",
    "catalog half-deleted",
    "decisions open",
    "decisions open",
    "decisions half-deleted",
    "decisions half-deleted",
  ]);
  const kinds = targets.map((target) => target.in);
  expect([...new Set(kinds)]).toEqual([
    "catalog",
    "decisions",
    "ledger",
    "test_cycle",
    "customers",
  ]);
  expect(kinds.filter((kind) => kind === "test_cycle")).toHaveLength(2);
  expect(kinds.at(-1)).toBe("customers");
});
