import { Cursors, type SourceLog } from "../../forward/cursor.ts";
import { ledgerReceivers } from "../../forward/ledger-receiver.ts";
import { sinkReceivers } from "../../forward/sink-receivers.ts";
import { testCycleMessageOf } from "../../forward/test-cycle-messages.ts";
import { lastUntil } from "../../last-until.ts";
import { claimOfOutcome } from "../../forward/claim-of-outcome.ts";
import type { Placed, VisitLog } from "./visits/visit-log.ts";

const sourceLogOf = (log: () => VisitLog): SourceLog<Placed> => ({
  get lastSeq() {
    return log().last;
  },
  after: (seq, limit) => log().after(seq, limit),
  lastUntil: (time) =>
    lastUntil(
      { lastSeq: log().last, after: (seq, limit) => log().after(seq, limit) },
      ({ event }) => event.receivedAt,
      time,
    ),
  // Numbers are missing where visitors were erased; what is too old is older than any sink waits.
  droppedAfter: () => 0,
});

/** The cursors from a shard's log to its receivers. @param log the one there is now */
export const forwarding = (
  env: Env,
  sql: SqlStorage,
  log: () => VisitLog,
  place: { account: string; shard: string },
): Cursors<Placed> => {
  const source = {
    account: place.account,
    name: `test-cycle.${place.shard}`,
    describe: ({ seq, event }: Placed) =>
      testCycleMessageOf({ account: place.account, label: place.shard }, seq, event),
    claimOf: ({ event }: Placed) => (event.type === "outcome" ? claimOfOutcome(event) : undefined),
  };
  return new Cursors({
    sql,
    log: sourceLogOf(log),
    receivers: async (now) => [
      ...(await sinkReceivers(env, source, now)),
      ...(await ledgerReceivers(env, source, now)),
    ],
  });
};
