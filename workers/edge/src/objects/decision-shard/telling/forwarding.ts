import { assignmentReceivers } from "../../../forward/assignment-receiver.ts";
import { Cursors } from "../../../forward/cursor.ts";
import { messageOf } from "../../../forward/decision-messages.ts";
import { ledgerReceivers } from "../../../forward/ledger-receiver.ts";
import { sinkReceivers } from "../../../forward/sink-receivers.ts";
import { claimOfReward } from "../../../forward/claim-of-reward.ts";
import type { EventLog } from "../../../decision-log/event-log.ts";
import type { DecisionEvent, ShardEvent } from "../../../decision-log/events.ts";

interface Place {
  account: string;
  caseId: string;
  label: string;
}

/** The cursors from a shard's log to its receivers outside the case. */
export const forwarding = (
  env: Env,
  sql: SqlStorage,
  log: EventLog,
  place: Place,
): Cursors<ShardEvent> => {
  const decisionBefore = ({ queryId, seq }: ShardEvent): DecisionEvent | undefined => {
    const decided = log.ofQuery(queryId).find(({ kind }) => kind === "decision");
    return decided?.kind === "decision" && decided.seq < seq ? decided : undefined;
  };
  const source = {
    account: place.account,
    name: `${place.caseId}.${place.label}`,
    describe: (event: ShardEvent, withState: boolean) =>
      messageOf(place, event, decisionBefore, withState),
    claimOf: (event: ShardEvent) =>
      event.kind === "reward"
        ? claimOfReward(event, decisionBefore(event)?.body, source.name)
        : undefined,
  };
  return new Cursors({
    sql,
    log,
    receivers: async (now) => [
      ...(await sinkReceivers(env, source, now)),
      ...(await ledgerReceivers(env, source, now)),
      ...(await assignmentReceivers(env, place, now)),
    ],
  });
};
