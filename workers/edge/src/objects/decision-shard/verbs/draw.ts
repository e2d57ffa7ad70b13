import { rank, type Replica } from "@nextmove/engine";
import type { AssignedModel } from "./assigned-models.ts";
import type { CaseCall, DecideItem } from "../../../protocol/decision-shard/calls.ts";
import type { Mode } from "../../../decision-log/events.ts";
import { modeOf } from "./mode.ts";

interface Draw {
  order: string[];
  probabilities: number[];
  scores: number[];
  mode: Mode;
  /** What ranked, or would have. */
  replica: Replica;
}

const asGiven = (actions: string[], mode: Mode, replica: Replica): Draw => ({
  order: actions,
  probabilities: actions.map((_, index) => (index === 0 ? 1 : 0)),
  scores: [],
  mode,
  replica,
});

/** Puts the actions in order, by whatever decides. */
export const draw = (
  call: CaseCall,
  item: DecideItem,
  live: Replica,
  assigned: AssignedModel,
): Draw => {
  const mode = modeOf(call, item, assigned);
  if (mode === "holdout" || mode === "apprentice") return asGiven(item.actions, mode, live);
  const version = typeof assigned === "string" ? undefined : assigned;
  const policy = assigned === "external" ? "given_order" : (version?.settings.policy ?? "model");
  if (policy === "given_order" && mode !== "uncatalogued") {
    return asGiven(item.actions, mode ?? "reference", version?.replica ?? live);
  }
  const { settings } = call;
  const replica = version?.replica ?? live;
  const isUniform = mode === "uncatalogued" || policy === "uniform";
  const ranked = rank(replica, {
    observation: item.observation,
    actions: item.actions,
    seed: item.seed,
    floor: version?.settings.exploration_floor ?? settings.exploration_floor,
    uniformShare: isUniform ? 1 : settings.uniform_share,
  });
  const { order, places, probabilities, scores } = ranked;
  return {
    order,
    probabilities: places.map((place) => probabilities[place] ?? 0),
    scores: places.map((place) => scores[place]?.mean ?? 0),
    mode: mode ?? (ranked.uniform ? "uniform" : "model"),
    replica,
  };
};
