import type { Receipt, RewardInput, SelectionInput } from "@nextmove/contract";
import { verifyDecision } from "../../auth/decision-token.ts";
import { digestOf } from "../../http/digest.ts";
import { fingerprint } from "../../http/fingerprint.ts";
import { failure, type Failure } from "../../http/problems.ts";
import type {
  Outcome,
  Received,
  RewardItem,
  SelectItem,
} from "../../protocol/decision-shard/calls.ts";
import { fail, ok, type Result } from "../../result.ts";
import { dispatch } from "./dispatch.ts";
import type { Scene } from "../request/scene.ts";

/** A browser proves that the decision was made for it. */
const checkToken = (
  scene: Scene,
  { queryId, token }: { queryId: string; token: string | undefined },
): Failure | undefined => {
  if (!scene.publishable) return undefined;
  const { env, account, caseId } = scene;
  return verifyDecision(env.NEXTMOVE_ROOT_KEY, { account, caseId, queryId }, token)
    ? undefined
    : failure("token_invalid", "send the token that came with the decision", "token");
};

/**
 * How long ago something happened, ms. The client's clock may be wrong, so only the difference
 * between its two readings is used; without `sentAt` its clock has to be trusted.
 */
export const ageOf = (
  scene: Pick<Scene, "call">,
  at: number | undefined,
  sentAt: number | undefined,
): number => (at === undefined ? 0 : Math.max(0, (sentAt ?? scene.call.now) - at));

/** Says that two requests are the same one sent twice; `index` is the place in a batch. */
const requestKeyOf = ({ idempotencyKey }: Scene, index: number | undefined): string | undefined =>
  idempotencyKey === undefined ? undefined : digestOf(idempotencyKey, index ?? null);

export const prepareSelection = (
  scene: Scene,
  input: SelectionInput,
  { test, sentAt }: { test: boolean; sentAt: number | undefined },
  index: number | undefined,
): Result<SelectItem, Failure> => {
  const refused = checkToken(scene, input);
  if (refused) return fail(refused);
  return ok({
    queryId: input.queryId,
    action: input.action,
    requestKey: input.eventId ?? requestKeyOf(scene, index),
    ageMs: ageOf(scene, input.at, sentAt),
    test,
    strict: scene.strict,
  });
};

export const prepareReward = (
  scene: Scene,
  input: RewardInput,
  { test, sentAt }: { test: boolean; sentAt: number | undefined },
  index: number | undefined,
): Result<RewardItem, Failure> => {
  const refused = checkToken(scene, input);
  if (refused) return fail(refused);
  return ok({
    queryId: input.queryId,
    consumerId: input.consumerId,
    eventType: input.eventType,
    value: input.value,
    orderId: input.orderId,
    rewardId: input.rewardId,
    requestKey: requestKeyOf(scene, index),
    fingerprint: fingerprint([input.queryId, input.eventType, input.value, input.orderId]),
    ageMs: ageOf(scene, input.at, sentAt),
    test,
    strict: scene.strict,
  });
};

export const selectAll = (
  scene: Scene,
  items: readonly SelectItem[],
): Promise<Outcome<Received>[]> =>
  dispatch(scene, items, (shard, mine) => shard.select(scene.call, mine));

export const rewardAll = (
  scene: Scene,
  items: readonly RewardItem[],
): Promise<Outcome<Received>[]> =>
  dispatch(scene, items, (shard, mine) => shard.reward(scene.call, mine));

/** The answer to one selection or reward. */
export const receiptOf = ({ meta }: Received): Receipt =>
  Object.keys(meta).length > 0 ? { status: 1, meta } : { status: 1 };
