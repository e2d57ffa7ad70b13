import { actionsFor } from "@nextmove/contract";
import type { Replica } from "@nextmove/engine";
import { failure, type Failure } from "../../http/problems.ts";
import { fail, ok } from "../../result.ts";
import type { AssignedModels } from "./verbs/assigned-models.ts";
import type {
  CaseCall,
  Decided,
  DecideItem,
  Outcome,
} from "../../protocol/decision-shard/calls.ts";
import { answer, replay } from "./verbs/answer.ts";
import { decide } from "./verbs/decide.ts";
import { hasRoom } from "./verbs/room.ts";
import { foldEpisode, NOTHING_YET } from "../../decision-log/episode.ts";
import type { Journal } from "./journal/journal.ts";

/** Why a query that was not decided before cannot be decided now. */
const refusalOf = (call: CaseCall, item: DecideItem, replica: Replica): Failure | undefined => {
  if (item.refused || hasRoom(call, item, replica)) return item.refused;
  const most = actionsFor(call.settings.dimension);
  const message = `with these the case would have more than ${most} actions; are ids sent as actions?`;
  return failure("too_many_actions", message, "actions");
};

/**
 * Decides a query once: a replay gets the first answer, a query that belongs elsewhere is sent on.
 *
 * @param epoch the generation this shard is of
 * @param assigned the models that a test period assigns
 */
export const admit = (
  journal: Journal,
  epoch: number,
  call: CaseCall,
  item: DecideItem,
  assigned: Pick<AssignedModels, "of">,
): Outcome<Decided> => {
  const { log, storage, model } = journal;
  const isOutgrown = call.newestEpoch > epoch;
  // The log refuses a second decision by itself, so the usual case needs no look-up.
  const needsLookUp = isOutgrown || storage.waiting > 0 || !log.seesAll(call.now);
  const found = needsLookUp ? log.ofQuery(item.queryId) : [];
  const known = found.length > 0 ? foldEpisode(found, call.now) : NOTHING_YET;
  if (known.decision) return replay(known.decision, item);
  // A decision goes where its selects and rewards wait for it: elsewhere they would wait in vain.
  if (isOutgrown && !storage.isAwaited(item.queryId)) {
    return fail(failure("newer_epoch", "the case has grown; send the request again"));
  }
  const refused = refusalOf(call, item, model.replica);
  const event = refused
    ? null
    : journal.record(
        decide(call, item, model.replica, known, assigned.of(item.model)),
        known,
        found.length === 0,
      );
  if (!event) {
    const { decision } = journal.episodeOf(item.queryId);
    if (decision) return replay(decision, item);
    if (refused) return fail(refused);
    throw new Error("the log refused a decision that it does not hold");
  }
  if (known.selections.length + known.rewards.length > 0) storage.attach(item.queryId);
  return ok(answer(event, item, false));
};
