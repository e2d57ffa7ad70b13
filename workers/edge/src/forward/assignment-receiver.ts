import type { TestCycleEvent } from "@nextmove/contract";
import { readAccount } from "../protocol/account/account-directory.ts";
import type { PeriodTime } from "../protocol/account/snapshot.ts";
import type { ShardEvent } from "../decision-log/events.ts";
import { recordOwned } from "../protocol/test-cycle-shard/record.ts";
import { isRunning } from "../test-cycle/assign-model.ts";
import { assignmentOf } from "../test-cycle/assignment.ts";
import { TRACKING_ALIAS } from "../test-cycle/visitor-names.ts";
import type { Receiver } from "./cursor.ts";

/** Which model a decision says that its visitor was given, if it says so. */
export const assignmentIn = (
  event: ShardEvent,
  periods: readonly PeriodTime[],
): TestCycleEvent | undefined => {
  if (event.kind !== "decision") return undefined;
  const { at, consumer, aliases, mode, testModel } = event.body;
  if (testModel === undefined || consumer === undefined || mode === "test") return undefined;
  const period = periods.find((each) => isRunning(each, at));
  if (!period) return undefined;
  const userTrackingId = aliases?.[TRACKING_ALIAS] ?? consumer;
  return assignmentOf(period, { modelId: testModel }, { visitor: consumer, userTrackingId, at });
};

/** A decision is stored at the time that its isolate has, which may be a little behind. */
const CLOCKS_APART_MS = 10 * 60_000;

/**
 * The account's test cycle as a receiver of a case's decisions: it is told which model decided for which
 * visitor, for all decisions of a period, however late the log gets to hand them over.
 */
export const assignmentReceivers = async (
  env: Env,
  { account, caseId }: { account: string; caseId: string },
  now: number,
): Promise<Receiver<ShardEvent>[]> => {
  const snapshot = await readAccount(env, account, now, () => true);
  const all: PeriodTime[] = snapshot ? [...snapshot.periods, ...snapshot.pastPeriods] : [];
  const periods = all.filter((period) => period.caseId === caseId);
  if (periods.length === 0) return [];
  return [
    {
      id: "assignments",
      incarnation: 0,
      since: Math.min(...periods.map(({ start }) => start)) - 1,
      until: Math.max(...periods.map(({ end }) => end)) + CLOCKS_APART_MS,
      paused: false,
      take: async ({ entries }) => {
        const told = entries.flatMap((entry) => assignmentIn(entry, periods) ?? []);
        // A visitor's first decision says it all.
        const once = new Map(
          told.toReversed().map((event) => [JSON.stringify([event.visitor, event.eventId]), event]),
        );
        if (once.size > 0) await recordOwned(env, account, [...once.values()]);
        return { ok: true };
      },
    },
  ];
};
