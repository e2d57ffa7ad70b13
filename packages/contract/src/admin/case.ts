import { z } from "zod";
import { FEED_HOSTS_LIMIT } from "../feed/limits.ts";
import { actionName, identifier } from "../identifiers.ts";
import { ACTIONS_LIMIT } from "../limits.ts";
import { recommendationSettings } from "../recommendation/settings.ts";

/** Pairs of features over all actions: 200 actions of the default 160 features fit. */
const MODEL_LIMIT_PAIRS = 200 * 160 ** 2;

const share = z.number().min(0).max(1);

/** By name: zod silently drops a name that means the prototype of an object. */
const weights = z.preprocess(
  (given, context) => {
    if (typeof given === "object" && given !== null && Object.hasOwn(given, "__proto__")) {
      context.addIssue({
        code: "custom",
        path: ["__proto__"],
        message: "no type of event may have this name",
      });
    }
    return given;
  },
  z.record(identifier, z.number().min(-1e6).max(1e6)),
);

const fields = z.strictObject({
  /** The catalogue. Under a publishable key only these are ranked. */
  actions: z
    .array(actionName)
    .max(ACTIONS_LIMIT)
    .transform((names) => [...new Set(names)])
    .default([]),
  /** Weight of a reward's value by its `event_type`. Empty: every type counts 1; else unlisted types count 0. */
  reward_weights: weights.default({}),
  /** The sum of a decision's weighted rewards is clipped to this range, in the shop's unit. */
  reward_range: z
    .strictObject({ min: z.number().min(-1e9).max(0), max: z.number().min(0).max(1e9) })
    .refine(({ min, max }) => min < max, "min must be below max")
    .default({ min: -100, max: 100 }),
  /** Rewards later than this after the decision are recorded, not learned. */
  reward_window_days: z.number().min(0.01).max(60).default(30),
  /** When a decision counts as shown; `auto`: at once under a secret key, at its select when it is for a browser. */
  activation: z.enum(["auto", "immediate", "deferred"]).default("auto"),
  /** Share of traffic spread evenly over all actions, for ever; keeps propensities off zero. */
  exploration_floor: z.number().min(0.0001).max(1).default(0.005),
  /** Share of decisions drawn evenly and marked so, for unbiased evaluation; in lists, every place of the head is. */
  uniform_share: share.default(0),
  /** Sticky share of consumers who get the order as given (of products: as recommended) and teach nothing. */
  holdout_share: share.default(0),
  /** Answer the order as given (of products: as recommended), and learn from what it brings. */
  apprentice: z.boolean().default(false),
  /** Over how many objects the decisions of this case are spread. */
  shards: z.int().min(1).max(64).default(1),
  /** Features per action the model can hold. */
  dimension: z.int().min(16).max(512).default(160),
  /** Time after which what was learned weighs half; null: never forgets. */
  half_life_days: z.number().min(0.1).max(3650).nullable().default(null),
  /** Answer 404 to a select or reward of an unknown query instead of keeping it for 24 hours. */
  strict: z.boolean().default(false),
  /** Hosts that a feed may be pulled from, as in `shop.example`. */
  feed_hosts: z
    .array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "must be a host name in lower case"))
    .max(FEED_HOSTS_LIMIT)
    .default([]),
  /** Which products are recommended. */
  recommendation: recommendationSettings.prefault({}),
});

/** How many actions a case of a dimension can learn: each takes 8 bytes per pair of features, in an object of 128 MB. */
export const actionsFor = (dimension: number): number =>
  Math.min(ACTIONS_LIMIT, Math.floor(MODEL_LIMIT_PAIRS / dimension ** 2));

/** Settings of a case. Every field has a default, so `{}` is a working case. */
export const caseSettings = fields.refine(
  ({ actions, dimension }) => actions.length <= actionsFor(dimension),
  {
    path: ["dimension"],
    message: "too many features for so many actions: their product has to fit in memory",
  },
);
export type CaseSettings = z.output<typeof caseSettings>;

/** Answer of `PUT` and `GET /v3/cases/{case_id}`. */
export const caseResponse = z.object({
  status: z.literal(1),
  case_id: z.string(),
  settings: caseSettings,
});
export type CaseResponse = z.infer<typeof caseResponse>;

/** Answer of `GET /v3/cases`. */
export const caseListResponse = z.object({
  status: z.literal(1),
  cases: z.array(z.object({ case_id: z.string(), settings: caseSettings })),
});
