import { z } from "zod";
import { caseId, storableText } from "../identifiers.ts";
import { currency, modelId, money } from "./event.ts";
import { PERIOD_LIMIT_MODELS, PERIOD_LIMIT_MS } from "./limits.ts";
import { moment } from "./moment.ts";
import { spelled } from "./spelling.ts";

/** Name of a period in a path. */
export const periodId = z
  .string()
  .regex(/^[A-Za-z0-9_.-]{1,64}$/, "must be 1 to 64 of A-Z a-z 0-9 _ . -");

/** `reference`: what all is compared with. `best`: the best so far. `test`: what may become it. */
export const modelRole = z.enum(["reference", "best", "test"]);
export type ModelRole = z.infer<typeof modelRole>;

/** What is less is a model that nobody would get; 1/1e-320 is no number to share visitors out by. */
const WEIGHT_LEAST = 1e-6;

const periodModelObject = z.strictObject({
  modelId,
  role: modelRole,
  /** Share of visitors, relative to the other models'. */
  weight: z
    .number()
    .min(0)
    .max(1e6)
    .refine(
      (weight) => weight === 0 || weight >= WEIGHT_LEAST,
      `must be 0, or ${WEIGHT_LEAST} and more`,
    )
    .default(1),
  /** What serving a visitor costs; in the period's currency. */
  costPerSession: money.default(0),
  /** What an assistance that was started costs. */
  costPerAssistance: money.default(0),
});
export type PeriodModel = z.output<typeof periodModelObject>;
const periodModel = z.preprocess(
  spelled(["modelId", "role", "weight", "costPerSession", "costPerAssistance"]),
  periodModelObject,
);

const hypothesis = z.preprocess(
  spelled(["expectedRevenue", "minimumEffect", "plannedSessions", "text"]),
  z.strictObject({
    /** More net revenue per session than the reference's. */
    expectedRevenue: money.optional(),
    /** The smallest difference in net revenue per session worth finding. */
    minimumEffect: z.number().positive().max(1e9).optional(),
    /** Sessions per model after which the plan was to decide. */
    plannedSessions: z.int().min(1).max(1e9).optional(),
    text: storableText(2_000).optional(),
  }),
);

/** A share of sessions that must not grow while revenue does. */
export const guardrail = z.strictObject({
  /** `support`, `refund`, or the id of an outcome. */
  metric: storableText(128),
  /** By how much of all sessions it may. */
  margin: z.number().min(0).max(1),
});
export type Guardrail = z.output<typeof guardrail>;

const modelsOf = z
  .array(periodModel)
  .min(2)
  .max(PERIOD_LIMIT_MODELS)
  .refine(
    (models) => new Set(models.map((each) => each.modelId)).size === models.length,
    "names a model twice",
  )
  .refine(
    (models) => models.filter(({ role }) => role === "reference").length === 1,
    "needs one model of the role reference",
  )
  .refine(
    (models) => models.filter(({ role }) => role === "best").length <= 1,
    "has more than one model of the role best",
  )
  .refine((models) => models.some(({ weight }) => weight > 0), "needs a weight above 0");

/** Settings of a period in the spelling of the API's description. */
export const periodSettings = z
  .strictObject({
    /** While the period runs, this case decides by its visitors' models. */
    caseId: caseId.nullish().transform((id) => id ?? undefined),
    start: moment,
    end: moment,
    models: modelsOf,
    hypothesis: hypothesis.prefault({}),
    currency: currency.default("EUR"),
    /** A visitor counts for no more money than this; null: 99.9 % of those of the period before. */
    cap: z.number().positive().max(1e9).nullable().default(null),
    guardrails: z.array(guardrail).max(8).default([]),
    /** Whether a model that is found better becomes the best without being asked. */
    promote: z.enum(["manual", "automatic"]).default("manual"),
  })
  .refine(({ start, end }) => start < end, { path: ["end"], message: "must be after start" })
  .refine(({ start, end }) => end - start <= PERIOD_LIMIT_MS, {
    path: ["end"],
    message: "must be within a year of start",
  });

/** `PUT /v3/test-cycle/periods/{period_id}` */
export const periodRequest = z.preprocess(
  spelled([
    "caseId",
    "start",
    "end",
    "models",
    "hypothesis",
    "currency",
    "cap",
    "guardrails",
    "promote",
  ]),
  periodSettings,
);
export type PeriodSettings = z.output<typeof periodSettings>;

/** Weights that held from a time on: a ratio of visitors is judged slice by slice. */
const weightSlice = z.object({
  from: z.number(),
  weights: z.array(z.object({ modelId: z.string(), weight: z.number() })),
});

const isoTime = z.iso.datetime();

/** The model that was promoted by the period's report. */
export const promotion = z.object({
  modelId,
  at: isoTime,
  /** Nobody asked for it: the period's settings did. */
  isAutomatic: z.boolean(),
});
export type Promotion = z.infer<typeof promotion>;

/** What a period has beside its settings. */
export interface PeriodHistory {
  /** The first begins with the period. Times in ms. */
  slices: z.infer<typeof weightSlice>[];
  /** Whoever knew it could choose the model of a visitor; never leaves the server. */
  salt: string;
  /** What a session counts for at most, found once it had begun; null: too few had bought before. */
  frozenCap?: number | null;
  promoted?: Promotion;
  /** When it was judged without being asked, in ms. */
  judged?: number;
}

/** A period as the account keeps it, times in ms. */
export interface TestCyclePeriod extends PeriodSettings, PeriodHistory {
  periodId: string;
}

/** A period as the API shows it. */
export const periodDescription = z.object({
  periodId,
  caseId: z.string().optional(),
  start: isoTime,
  end: isoTime,
  models: z.array(periodModelObject),
  hypothesis: z.object({
    expectedRevenue: z.number().optional(),
    minimumEffect: z.number().optional(),
    plannedSessions: z.number().optional(),
    text: z.string().optional(),
  }),
  currency: z.string(),
  cap: z.number().nullable(),
  guardrails: z.array(guardrail),
  promote: z.enum(["manual", "automatic"]),
  /** The weights there were, the first first. */
  slices: z.array(weightSlice.extend({ from: isoTime })),
  /** The cap in force when the settings leave it to be found; absent until the first report. */
  frozenCap: z.number().nullable().optional(),
  promoted: promotion.optional(),
});
export type PeriodDescription = z.infer<typeof periodDescription>;

/** Answer of `PUT` and `GET /v3/test-cycle/periods/{period_id}`. */
export const periodResponse = periodDescription.extend({ status: z.literal(1) });

/** Answer of `GET /v3/test-cycle/periods`, the newest first. */
export const periodListResponse = z.object({
  status: z.literal(1),
  periods: z.array(periodDescription),
});
