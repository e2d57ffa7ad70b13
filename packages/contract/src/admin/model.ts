import { z } from "zod";
import { identifier } from "../identifiers.ts";

/** The line of a case's model that learns from all its decisions, and decides unless another is named. */
export const LIVE_MODEL = "live";

const modelName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, "must be 1 to 40 of A-Z a-z 0-9 _ -")
  .refine((name) => !/_v\d+$/.test(name), "the version is given by the server: leave _v… away")
  .refine((name) => name !== LIVE_MODEL, "is the name of what was replaced by another version");

/** How a version decides, where that differs from its case. */
export const modelSettings = z.strictObject({
  /** Share of its decisions spread evenly over all actions; without it that of the case. */
  exploration_floor: z.number().min(0.0001).max(1).optional(),
  /** `uniform`: every action alike; `given_order`: as the shop lists them. */
  policy: z.enum(["model", "uniform", "given_order"]).default("model"),
});
export type ModelSettings = z.output<typeof modelSettings>;

/** `POST /v3/cases/{case_id}/models` */
export const createModelRequest = z.strictObject({
  name: modelName,
  /** What it is a copy of. */
  from: identifier.default(LIVE_MODEL),
  /** What it learns from now on: nothing (frozen), what comes of its own decisions, or of all. */
  learns: z.enum(["none", "own", "all"]).default("none"),
  /** Share of the evidence it starts with: 1 all of it, 0 a model that knows only what states look like. */
  warm_start: z.number().min(0).max(1).default(1),
  settings: modelSettings.prefault({}),
});
export type CreateModelRequest = z.output<typeof createModelRequest>;

/** A version of a case's model. */
export const modelDescription = z.object({
  model_id: z.string(),
  from: z.string(),
  learns: z.enum(["none", "own", "all"]),
  warm_start: z.number(),
  settings: modelSettings,
  created_at: z.iso.datetime(),
  /** Decisions it has learned, weighted by what was kept of them and not forgotten since. */
  decisions: z.number(),
  actions: z.number(),
  feature_space: z.number(),
  /** Kept by the server when another version became live. */
  rollback_point: z.boolean(),
  /** Of the test cycle, not over yet, that compare it. */
  periods: z.array(z.string()),
});
export type ModelDescription = z.infer<typeof modelDescription>;

export const modelResponse = modelDescription.extend({ status: z.literal(1) });

const live = z.object({
  /** The version it goes on from, or null: from the beginning. */
  from: z.string().nullable(),
  activated_at: z.iso.datetime().nullable(),
  decisions: z.number(),
  actions: z.number(),
  feature_space: z.number(),
});

/** Answer of `GET /v3/cases/{case_id}/models`. */
export const modelListResponse = z.object({
  status: z.literal(1),
  live,
  models: z.array(modelDescription),
});

/** `POST /v3/cases/{case_id}/models/{model_id}/activate`; `{}` will do. */
export const activateModelRequest = z.strictObject({
  /** Go back to it once more: without it nothing is done when live goes on from this version already. */
  again: z.boolean().default(false),
});

/** Answer of the activation. */
export const activateModelResponse = z.object({
  status: z.literal(1),
  model_id: z.string(),
  /** What was live until then, to roll back to; null when nothing was done. */
  replaced: z.string().nullable(),
});
