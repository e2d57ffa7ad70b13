import { caseStatus } from "@nextmove/contract";
import { expect } from "vitest";

import { eventually } from "../visit/eventually.ts";

/** What the edge has counted of a case. */
export type Counts = { decisions: number; selections: number; rewards: number };

/** Counts from the moment it was opened on. */
export type Ledger = {
  read(): Promise<Counts>;
  /** Waits until the edge has counted this. */
  reaches(counts: Counts): Promise<void>;
};

const ADMIN = { authorization: "Bearer ak_test_demo" };

/** Asks the Worker itself, so that the calls of a front are the browser's alone. */
export async function openLedger(
  { edgeUrl }: { edgeUrl: string },
  caseId: string,
): Promise<Ledger> {
  const opening = await readStatus(edgeUrl, caseId);
  const read = async () => {
    const status = await readStatus(edgeUrl, caseId);
    // Nothing that a browser sends may be early, late, of somebody else or never drawn.
    expect(amissIn(status)).toEqual(amissIn(opening));
    return {
      decisions: status.decisions - opening.decisions,
      selections: status.selections - opening.selections,
      rewards: status.rewards - opening.rewards,
    };
  };
  return {
    read,
    reaches: (counts) => eventually(read).toEqual(counts),
  };
}

async function readStatus(edgeUrl: string, caseId: string) {
  const response = await fetch(`${edgeUrl}/v3/cases/${caseId}/status`, { headers: ADMIN });
  expect(response.status).toBe(200);
  return caseStatus.parse(await response.json());
}

const amissIn = (status: Awaited<ReturnType<typeof readStatus>>) => ({
  pending: status.pending,
  unattached: status.unattached,
  expired: status.expired_rewards,
  offPolicy: status.off_policy_selections,
  mismatches: status.identity_mismatches,
});
