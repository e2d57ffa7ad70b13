import { z } from "zod";
import { storableText } from "../identifiers.ts";
import { money } from "./event.ts";
import { MONEY_LIMIT, OUTCOMES_LIMIT } from "./limits.ts";
import { spelled } from "./spelling.ts";

export const outcomeCategory = z.enum(["sales", "support", "none"]);
export type OutcomeCategory = z.infer<typeof outcomeCategory>;

const outcomeObject = z.strictObject({
  outcomeId: storableText(128),
  category: outcomeCategory,
  /** Money that an outcome without a value counts. */
  revenue: money.default(0),
  cost: money.default(0),
  /** The most that a browser may say such an outcome is worth; default: BROWSER_MONEY_LIMIT. */
  maximum: z.number().min(0).max(MONEY_LIMIT).optional(),
});
/** What an outcome of a name is, and what it is worth when it does not say. */
export type CatalogueOutcome = z.output<typeof outcomeObject>;

const outcomeEntry = z.preprocess(
  spelled(["outcomeId", "category", "revenue", "cost", "maximum"]),
  outcomeObject,
);
const list = z.array(outcomeEntry).max(OUTCOMES_LIMIT);
const wrapped = z.strictObject({ outcomes: list }).transform(({ outcomes }) => outcomes);
const single = outcomeEntry.transform((entry) => [entry]);

/** `PUT /v3/test-cycle/outcomes`: one entry, a list, or `{outcomes}`; each replaces that of its name. */
export const outcomesRequest = z.union([list, wrapped, single]);

/** Which shape a body has, so that errors name places in that shape. */
export const outcomesRequestLike = (body: unknown): z.ZodType<CatalogueOutcome[]> => {
  if (Array.isArray(body)) return list;
  return typeof body === "object" && body !== null && "outcomes" in body ? wrapped : single;
};

/** Answer of `PUT` and `GET /v3/test-cycle/outcomes`: the whole catalogue. */
export const outcomesResponse = z.object({
  status: z.literal(1),
  outcomes: z.array(outcomeObject),
});
export type OutcomesResponse = z.infer<typeof outcomesResponse>;
