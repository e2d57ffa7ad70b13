import { z } from "zod";
import { modelId } from "./event.ts";
import { guardrail, modelRole, promotion } from "./period.ts";

/**
 * A figure with an interval that holds at every look. Without sessions there is no figure, and with few
 * no interval: then it is null.
 */
export const estimate = z.object({
  value: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
});
export type Estimate = z.infer<typeof estimate>;

/** `web`, or what visitors chose to be assisted through. */
const channelFigures = z.object({
  channel: z.string(),
  accepted: z.number(),
  /** Of all offers; null for the web and before the first offer. */
  clickThrough: z.number().nullable(),
  sales: z.number(),
  support: z.number(),
  none: z.number(),
  /** Sessions with a sale, of all sessions. */
  conversion: z.number(),
  /** Sales of an accepted offer. */
  salesPerAccepted: z.number().nullable(),
  revenue: z.number(),
});
export type ChannelFigures = z.infer<typeof channelFigures>;

/** What blocked offers cost. From sessions that were not blocked at random: a hint, not a finding. */
const capacity = z.object({
  /** Assistances that were triggered while nobody was free. */
  blocked: z.number(),
  blockedShare: z.number(),
  /** Net revenue of a session that was offered something less that of one that was blocked. */
  upliftPerOffered: estimate.nullable(),
  /** Of all that was triggered, had it all been offered, against none. */
  potential: estimate.nullable(),
  /** Of what was blocked. */
  lost: estimate.nullable(),
});
export type CapacityFigures = z.infer<typeof capacity>;

const modelFigures = z.object({
  modelId: z.string(),
  role: modelRole,
  weight: z.number(),
  sessions: z.number(),
  visits: z.number(),
  /** Assistances. */
  triggered: z.number(),
  offered: z.number(),
  accepted: z.number(),
  started: z.number(),
  channels: z.array(channelFigures),
  revenue: z.number(),
  cost: z.number(),
  /** Revenue less cost, no total winsorised. */
  net: z.number(),
  perSession: z.object({
    /**
     * What models are judged by: no session's total counts for more than the cap, and each stretch of
     * planned weights counts the same for all models.
     */
    net: estimate,
    rawNet: estimate,
    revenue: estimate,
    cost: estimate,
    conversion: estimate,
  }),
  /** Net revenue per visit: a session of a visitor who came again has several. */
  netPerVisit: estimate,
  capacity,
});
export type ModelFigures = z.infer<typeof modelFigures>;

const liftDay = estimate.extend({
  /** UTC day on which it had come to this. */
  date: z.iso.date(),
  sessions: z.number(),
});
export type LiftDay = z.infer<typeof liftDay>;

/** Net revenue per session of one model less that of another. */
const comparison = z.object({
  modelId: z.string(),
  againstId: z.string(),
  against: modelRole,
  /** The comparison that makes it the best; of another only a proven loss counts. */
  isDeciding: z.boolean(),
  /** What the verdict goes by: holds at every look, and is sharper from the planned end on. */
  difference: estimate,
  /** As a share of the other model's. */
  lift: estimate.nullable(),
  /** Of all looks together, with an error of `alpha`. */
  alwaysValid: estimate.extend({
    alpha: z.number(),
    /** Evidence against no difference; at least 1/alpha exactly when this interval excludes 0. */
    eValue: z.number(),
    /** The smallest of all days. */
    p: z.number(),
  }),
  /** That p, adjusted for there being several comparisons (Holm). */
  pAdjusted: z.number(),
  /** Of the one look at the planned end, with an error of `alpha`; null before. */
  atEnd: estimate.extend({ alpha: z.number(), p: z.number() }).nullable(),
  /** The same with what returning visitors spent before taken out, and the variance that saved. */
  adjusted: estimate.extend({ varianceSaved: z.number() }).nullable(),
  /** The smallest difference that this many sessions would find, and those that were planned. */
  detectable: z.object({ now: z.number().nullable(), planned: z.number().nullable() }),
  days: z.array(liftDay),
});
export type ComparisonFigures = z.infer<typeof comparison>;

const guardrailFigures = guardrail.extend({
  modelId: z.string(),
  /** Shares of sessions: of the model it is compared with, and its own; null: of no session. */
  baseline: z.number().nullable(),
  value: z.number().nullable(),
  /** Model less baseline. */
  difference: estimate,
  /** `open`: neither within the margin nor beyond it for certain. */
  status: z.enum(["passed", "failed", "open"]),
});
export type GuardrailFigures = z.infer<typeof guardrailFigures>;

const bucket = z.object({ visitors: z.number(), events: z.number(), revenue: z.number() });

const checks = z.object({
  sampleRatio: z.object({
    status: z.enum(["fine", "mismatch", "too_few"]),
    p: z.number(),
    models: z.array(z.object({ modelId: z.string(), sessions: z.number(), expected: z.number() })),
  }),
  /** Sessions that were assigned a second model; they count for the first. */
  multipleExposure: z.object({ sessions: z.number(), share: z.number(), isTooMany: z.boolean() }),
  /** Visitors without any model: in no figure above. */
  unassigned: bucket,
  /** Visitors of other tests only: in no figure above. */
  elsewhere: bucket,
  /** What came more than a day before an assignment: in no figure above. */
  early: bucket,
  /** Visitors with more events than a person makes: in no figure above. */
  scripts: z.number(),
  /** Outcomes of unknown worth. */
  unmapped: z.array(z.object({ outcomeId: z.string(), outcomes: z.number() })),
  /** Money in other currencies than the period's: in no figure above. Under `…` several, which have no sum. */
  foreign: z.array(
    z.object({ currency: z.string(), outcomes: z.number(), value: z.number().nullable() }),
  ),
  guardrails: z.array(guardrailFigures),
});
export type ReportChecks = z.infer<typeof checks>;

/** `promote`: it is better. `keep`: not better. `continue`: too early. `futile`: no gain worth the wait. `invalid`: not to be judged. */
const verdictDecision = z.enum(["promote", "keep", "continue", "futile", "invalid"]);

const verdict = z.object({
  decision: verdictDecision,
  /** The model it is about. */
  modelId: z.string(),
  againstId: z.string(),
  /** The one of them to go on with; null: neither yet. */
  goOnWith: z.string().nullable(),
  /** In plain language, the most important first. */
  reasons: z.array(z.object({ code: z.string(), text: z.string() })),
});
export type ReportVerdict = z.infer<typeof verdict>;

/** What was expected, and what came. */
const hypothesis = z.object({
  text: z.string().optional(),
  /** More net revenue per session than the reference's. */
  expected: z.number().optional(),
  minimumEffect: z.number().optional(),
  observed: estimate.nullable(),
  /**
   * `met`: the interval begins at the expectation or above. `missed`: it ends below. `open`: it contains
   * it. `unknown`: there is no interval yet. `none`: nothing was expected.
   */
  state: z.enum(["none", "unknown", "open", "met", "missed"]),
  plannedSessions: z.number().optional(),
});
export type HypothesisFigures = z.infer<typeof hypothesis>;

/** Answer of `GET /v3/test-cycle/periods/{period_id}/report`. */
export const testCycleReport = z.object({
  status: z.literal(1),
  periodId: z.string(),
  caseId: z.string().optional(),
  start: z.iso.datetime(),
  end: z.iso.datetime(),
  /** When it was made: what came later is not in it. */
  at: z.iso.datetime(),
  state: z.enum(["planned", "running", "ended"]),
  /** Whole days that are over, of those there will be. */
  daysOver: z.number(),
  days: z.number(),
  currency: z.string(),
  /** A session's net total counts for no more than this. */
  cap: z.number().nullable(),
  models: z.array(modelFigures),
  comparisons: z.array(comparison),
  /** One for each model that may become the best. */
  verdicts: z.array(verdict),
  /** The model to go on with, when one was found better. */
  newBest: z.string().nullable(),
  promoted: promotion.nullable(),
  hypothesis,
  checks,
});
export type TestCycleReport = z.infer<typeof testCycleReport>;

/** `POST /v3/test-cycle/periods/{period_id}/promote`; no body will do. */
export const promoteRequest = z.strictObject({
  /** Default: the model that the report found better. */
  modelId: modelId.optional(),
});

/** Answer of the same. */
export const promoteResponse = z.object({
  status: z.literal(1),
  promoted: promotion,
  /** The case of the period decides by this model from now on; false: it is not one of its versions. */
  isLive: z.boolean(),
});
export type PromoteResponse = z.infer<typeof promoteResponse>;
