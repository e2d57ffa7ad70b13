import { ok } from "../../result.ts";
import { admit } from "./admit.ts";
import type { AssignedModels } from "./verbs/assigned-models.ts";
import type {
  CaseCall,
  Decided,
  DecideItem,
  Outcome,
  Received,
  RewardItem,
  SelectItem,
  Verb,
} from "../../protocol/decision-shard/calls.ts";
import { type Episode, WAITING_MS } from "../../decision-log/episode.ts";
import type { NewEvent, ShardEvent } from "../../decision-log/events.ts";
import type { Journal } from "./journal/journal.ts";
import { reward } from "./verbs/reward.ts";
import { type Effect, select } from "./verbs/select.ts";

/** What a call is served with. */
interface Deps {
  journal: Journal;
  /** The generation this shard is of. */
  epoch: number;
  assigned: Pick<AssignedModels, "of">;
}

const apply = <Event extends ShardEvent>(
  journal: Journal,
  queryId: string,
  decideEffect: (episode: Episode) => Outcome<Effect<Event>>,
): Outcome<Received> => {
  const episode = journal.episodeOf(queryId);
  const outcome = decideEffect(episode);
  if (!outcome.ok) return outcome;
  const { event, received } = outcome.value;
  if (event) {
    // TypeScript loses that the event without its seq is one of the union's members.
    const stored = journal.record(event as unknown as NewEvent, episode);
    if (!stored) throw new Error("an event was stored twice though it was looked up before");
    const { seq, body } = stored;
    if (received.meta.pending) journal.storage.wait(queryId, seq, body.at + WAITING_MS);
  }
  return ok(received);
};

/**
 * Decides, selects or rewards.
 *
 * @param items of the form that the verb takes: `ShardStub` sees to it
 * @returns one outcome per item, in order
 */
export const serveItems = (
  { journal, epoch, assigned }: Deps,
  verb: Verb,
  call: CaseCall,
  items: readonly unknown[],
): Outcome<Decided | Received>[] => {
  const { model, view } = journal;
  switch (verb) {
    case "decide":
      return (items as DecideItem[]).map((item) => admit(journal, epoch, call, item, assigned));
    case "select":
      return (items as SelectItem[]).map((item) =>
        apply(journal, item.queryId, (episode) => select(call, item, episode, model.replica, view)),
      );
    case "reward":
      return (items as RewardItem[]).map((item) =>
        apply(journal, item.queryId, (episode) => reward(call, item, episode, view)),
      );
  }
};
