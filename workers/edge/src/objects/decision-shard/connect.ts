import type { Cursors } from "../../forward/cursor.ts";
import { learnerOptions } from "../../protocol/case-model/learner-options.ts";
import { catalogOf } from "../../protocol/catalog/stub.ts";
import type { parseShardName } from "../../protocol/names.ts";
import { caseModel } from "../../protocol/case-model/stub.ts";
import { AssignedModels } from "./verbs/assigned-models.ts";
import type { ShardEvent } from "../../decision-log/events.ts";
import { forwarding } from "./telling/forwarding.ts";
import type { Journal } from "./journal/journal.ts";
import { RewardCourier } from "./telling/reward-courier.ts";
import { Synchronizer } from "./telling/synchronizer.ts";

/** What a shard hands its events to, and what it asks. */
export interface Connections {
  /** To the case's model, whose live line it ranks by. */
  synchronizer: Synchronizer;
  /** To the same model, whose other versions it ranks by in a test period. */
  assigned: AssignedModels;
  /** To the Catalog. */
  courier: RewardCourier;
  /** To receivers outside the case. */
  forwarding: Cursors<ShardEvent>;
}

/** Connects a shard's journal to the objects around it. */
export const connect = (
  env: Env,
  sql: SqlStorage,
  place: ReturnType<typeof parseShardName>,
  journal: Journal,
): Connections => {
  const { account, caseId, label } = place;
  const { log, view } = journal;
  const model = () => caseModel(env, account, caseId);
  const assigned = new AssignedModels((id, held) => model().publishVersion(id, held));
  const courier = new RewardCourier({
    shard: label,
    catalog: () => catalogOf(env, account, caseId),
    log,
    history: view,
    ages: () => {
      const { settings } = journal.state;
      return settings && learnerOptions(settings);
    },
    told: journal.state.told,
    store: (told) => journal.write({ told }),
  });
  const synchronizer = new Synchronizer({
    shard: label,
    caseModel: model,
    refreshAssigned: () => assigned.refresh(),
    log,
    model: journal.model,
    teach: (events, limit) => journal.teach(events, limit),
    decisionOf: (queryId, at) => journal.decisionBefore(queryId, at),
    acknowledged: () => journal.state.acknowledged,
    advance: (acknowledged) =>
      journal.write({ acknowledged, replica: journal.model.replica.header, told: courier.told }),
  });
  return { synchronizer, assigned, courier, forwarding: forwarding(env, sql, log, place) };
};
