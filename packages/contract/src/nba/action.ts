import { z } from "zod";
import { actionName, aliases, identifier } from "../identifiers.ts";
import { ACTIONS_LIMIT } from "../limits.ts";
import { consumerOf, consumerSpellings } from "./spelling.ts";

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Free-form: any JSON object. Kept as it came, so that hostile keys are data, not structure. */
export const state = z
  .custom<Readonly<Record<string, unknown>>>(isPlainObject, "must be an object")
  .meta({ type: "object" });

const actions = z
  .array(actionName)
  .max(ACTIONS_LIMIT)
  .transform((names) => [...new Set(names)]);

const limit = z.int().min(1);

/** What one decision needs, as `customers[]` of a batch spell it. */
export const decisionFields = {
  query_id: identifier.nullish(),
  ...consumerSpellings,
  state: state.nullish(),
  actions: actions.nullish(),
  limit: limit.nullish(),
  aliases: aliases.nullish(),
};

const decisionObject = z.looseObject(decisionFields);
const toDecision = (body: z.output<typeof decisionObject>) => ({
  queryId: body.query_id ?? undefined,
  consumerId: consumerOf(body),
  state: body.state ?? {},
  /** Whether the client sent a state, even an empty one: if not, the server may know one. */
  hasState: (body.state ?? undefined) !== undefined,
  actions: body.actions ?? [],
  limit: body.limit ?? undefined,
  aliases: body.aliases ?? undefined,
});

export const decisionInput = decisionObject.transform(toDecision);
/** One decision asked for, in our own spelling. */
export type DecisionInput = z.output<typeof decisionInput>;

/** `POST /action/{case_id}` */
export const actionRequest = decisionObject
  .extend({ test_api: z.boolean().nullish() })
  .transform((body) => ({ ...toDecision(body), test: body.test_api ?? false }));

export const explanation = z.object({
  mode: z.string(),
  /** The model that a test period assigned to the visitor. */
  model_id: z.string().optional(),
  model_version: z.number(),
  feature_space: z.number(),
  actions: z.array(
    z.object({ action: z.string(), probability: z.number(), score: z.number().optional() }),
  ),
});
export type Explanation = z.infer<typeof explanation>;

/** One ranking, best action first. `token` under a publishable key, or with `?token=1`. */
export const ranking = z.object({
  query_id: z.string(),
  actions: z.array(z.string()),
  token: z.string().optional(),
  explain: explanation.optional(),
});
export type Ranking = z.infer<typeof ranking>;

/** Answer of `POST /action/{case_id}`. */
export const actionResponse = ranking.extend({ status: z.literal(1) });
export type ActionResponse = z.infer<typeof actionResponse>;
