import type { CaseStatus } from "@nextmove/contract";
import { expect } from "vitest";

import { httpClient } from "../harness/http-client.ts";
import { ACTIONS } from "./episode.ts";
import { sendOne, type Target } from "./load.ts";
import { acknowledgedRequests, type Visit } from "./visit.ts";

/**
 * Sends everything again: each request must be known, and get the answer it got before. Returns what
 * was promised and not kept.
 */
export async function brokenPromises(
  url: string,
  target: Target,
  visits: Visit[],
): Promise<string[]> {
  const client = httpClient(url, 1);
  const broken: string[] = [];
  for (const visit of visits) {
    for (const { request, answer } of acknowledgedRequests(visit, target.caseId)) {
      const { headers, body } = await sendOne(client, target, request);
      const where = `${request.id} of ${visit.episode.queryId}`;
      if (headers["idempotent-replay"] !== "true") broken.push(`${where} was forgotten`);
      if (body !== answer) broken.push(`${where} was answered ${answer} and then ${body}`);
    }
  }
  client.close();
  return broken;
}

/** The case's own counts, and the model behind them, must be those of the visits: no more, no less. */
export function expectCounts(status: CaseStatus, visits: Visit[]): void {
  const shown = visits.map(shownAction);
  const rewards = visits.flatMap(({ episode }) => episode.rewards);
  expect(status).toMatchObject({
    decisions: visits.length,
    activated: visits.length,
    selections: visits.filter(({ episode }) => episode.selectedRank !== undefined).length,
    rewards: rewards.length,
    pending: 0,
    unattached: 0,
  });
  for (const action of ACTIONS) {
    const share = shown.filter((each) => each === action).length / visits.length;
    expect(status.action_shares[action] ?? 0, `share of ${action}`).toBeCloseTo(share, 9);
  }
  for (const shard of status.shards) expect(shard.absorbed_seq).toBe(shard.last_seq);
}

function shownAction({ episode, acknowledged }: Visit): string | undefined {
  const { actions }: { actions: string[] } = JSON.parse(acknowledged.get("decide") ?? "");
  return actions[episode.selectedRank ?? 0];
}
