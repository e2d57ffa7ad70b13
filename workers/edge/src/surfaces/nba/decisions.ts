import type { DecisionInput, Ranking } from "@nextmove/contract";
import { observe } from "@nextmove/engine";
import { signDecision } from "../../auth/decision-token.ts";
import { drawSeed } from "../../auth/draw-seed.ts";
import { fingerprint } from "../../http/fingerprint.ts";
import { failure, type Failure } from "../../http/problems.ts";
import { isInHoldout } from "../../holdout.ts";
import { makeQueryId } from "../../protocol/location.ts";
import type { Decided, DecideItem, Outcome } from "../../protocol/decision-shard/calls.ts";
import { fail, ok, type Result } from "../../result.ts";
import { dispatch } from "./dispatch.ts";
import { assignModel } from "../../test-cycle/assign-model.ts";
import { tellAliases } from "../request/tell-aliases.ts";
import type { Scene } from "../request/scene.ts";

/** Sticky: the same consumer of a case is always in the holdout or never. */
export const isHeldOut = ({ env, account, caseId, definition }: Scene, consumer: string): boolean =>
  isInHoldout(
    env.NEXTMOVE_ROOT_KEY,
    { account, caseId, share: definition.settings.holdout_share },
    consumer,
  );

/** The actions to rank: those asked for, within the catalogue when a browser asks. */
const eligible = (
  { definition, publishable }: Scene,
  asked: readonly string[],
): Result<string[], Failure> => {
  const catalogue = definition.settings.actions;
  const actions = asked.length > 0 ? [...asked] : catalogue;
  if (actions.length === 0) {
    return fail(failure("no_actions", "send actions, or give the case a catalogue", "actions"));
  }
  if (publishable && catalogue.length > 0) {
    const stranger = actions.findIndex((action) => !catalogue.includes(action));
    if (stranger >= 0) {
      return fail(failure("unknown_action", "not in the case's catalogue", `actions.${stranger}`));
    }
  }
  return ok(actions);
};

/**
 * Checks one decision asked for and brings it into the form its shard takes.
 *
 * @param index place in a batch: part of an id derived from the Idempotency-Key
 */
export const prepareDecision = (
  scene: Scene,
  input: DecisionInput,
  test: boolean,
  index: number | undefined,
): Result<DecideItem, Failure> => {
  const observed = observe(input.state);
  if (!observed.ok) {
    const { code, message, path } = observed.error;
    return fail(failure(code, message, path ? `state.${path}` : "state"));
  }
  const actions = eligible(scene, input.actions);
  const { account, caseId, idempotencyKey, publishable } = scene;
  const mayBeReplay = input.queryId !== undefined || idempotencyKey !== undefined;
  if (!actions.ok && !mayBeReplay) return actions;
  const queryId =
    input.queryId ??
    makeQueryId(
      scene.definition.epochs,
      idempotencyKey && JSON.stringify([account, caseId, idempotencyKey, index ?? null]),
    );
  const visitor = input.consumerId ?? queryId;
  const holdout = isHeldOut(scene, visitor);
  return ok({
    queryId,
    consumerId: input.consumerId,
    aliases: input.aliases,
    observation: observed.value,
    actions: actions.ok ? actions.value : [],
    refused: actions.ok ? undefined : actions.error,
    limit: input.limit,
    fingerprint: fingerprint([input.consumerId, observed.value, input.actions, input.limit, test]),
    seed: drawSeed(scene.env.NEXTMOVE_ROOT_KEY, account, "draw", caseId, queryId),
    holdout,
    // A visitor who is held out takes part in no test.
    model: scene.period && !holdout ? assignModel(scene.period, visitor).modelId : undefined,
    uncatalogued: publishable && scene.definition.settings.actions.length === 0,
    test,
    explain: scene.explain,
  });
};

/** One decided item as the wire spells it; for a browser with the token that its select and reward need. */
export const rankingOf = (scene: Scene, decided: Decided): Ranking => {
  const { env, account, caseId, forBrowser } = scene;
  const subject = { account, caseId, queryId: decided.queryId };
  return {
    query_id: decided.queryId,
    actions: decided.actions,
    ...(forBrowser ? { token: signDecision(env.NEXTMOVE_ROOT_KEY, subject) } : {}),
    ...(decided.explanation ? { explain: decided.explanation } : {}),
  };
};

/** Decides all items, in order. */
export const decideAll = async (
  scene: Scene,
  items: readonly DecideItem[],
): Promise<Outcome<Decided>[]> => {
  const outcomes = await dispatch(scene, items, (shard, mine) => shard.decide(scene.call, mine));
  tellAliases(scene, items);
  return outcomes;
};
