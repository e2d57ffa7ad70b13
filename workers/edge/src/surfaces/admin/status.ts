import type { CaseStatus } from "@nextmove/contract";
import { Hono } from "hono";
import { now } from "../../clock.ts";
import { type App, door, NO_BODY } from "../request/door.ts";
import { refuse } from "../../http/respond.ts";
import type { CaseDefinition } from "../../protocol/account/snapshot.ts";
import { allLocations } from "../../protocol/location.ts";
import { caseModel } from "../../protocol/case-model/stub.ts";
import { decisionShard } from "../../protocol/decision-shard/stub.ts";
import { readDelivery } from "../collect/delivery.ts";
import { findCase } from "../request/scene.ts";
import { readExposure } from "./exposure.ts";

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

/** Asks every shard of a case how it stands, then the model, which by then has absorbed everything. */
export const readStatus = async (
  env: Env,
  account: string,
  { caseId, epochs }: CaseDefinition,
): Promise<CaseStatus> => {
  const [delivery, ...shards] = await Promise.all([
    readDelivery(env, account, caseId),
    ...allLocations(epochs).map((location) =>
      decisionShard(env, account, caseId, location).status(now()),
    ),
  ]);
  const model = await caseModel(env, account, caseId).status();
  const { tally, shown, reward, curve } = model.activity;
  const activated = sum(Object.values(shown));
  return {
    status: 1,
    case_id: caseId,
    decisions: tally["decisions"] ?? 0,
    selections: tally["selections"] ?? 0,
    rewards: tally["rewards"] ?? 0,
    activated,
    reward_mean: activated > 0 ? reward / activated : null,
    learning_curve: curve
      .filter(({ decisions }) => decisions > 0)
      .map((stretch) => ({
        decisions: stretch.decisions,
        reward_mean: stretch.reward / stretch.decisions,
      })),
    action_shares: Object.fromEntries(
      Object.entries(shown).flatMap(([action, count]) =>
        count > 0 ? [[action, count / activated]] : [],
      ),
    ),
    modes: Object.fromEntries(
      Object.entries(tally).flatMap(([key, count]) =>
        key.startsWith("mode:") ? [[key.slice("mode:".length), count]] : [],
      ),
    ),
    model_version: model.version,
    feature_space: model.space,
    rebuilding: model.rebuilding,
    shards: shards.map(({ standing }) => standing),
    pending: sum(shards.map(({ waiting }) => waiting)),
    unattached: (tally["unattached"] ?? 0) + sum(shards.map(({ unattached }) => unattached)),
    expired_rewards: tally["expired"] ?? 0,
    off_policy_selections: tally["offPolicy"] ?? 0,
    identity_mismatches: tally["mismatches"] ?? 0,
    exposure: readExposure(tally),
    delivery,
  };
};

/** How a case is doing. */
export const status = new Hono<App>().get(
  "/cases/:case_id/status",
  door(["admin"], NO_BODY),
  async (context) => {
    const { account } = context.get("principal").account;
    const found = await findCase(context.env, account, context.req.param("case_id"));
    if (!found.ok) return refuse(context, found.error);
    return context.json(await readStatus(context.env, account, found.value));
  },
);
