import { z } from "zod";
import { aliases, identifier } from "../identifiers.ts";
import { state } from "../nba/action.ts";
import { consumerOf, consumerSpellings, optional } from "../nba/spelling.ts";
import { RECOMMENDATIONS_DEFAULT, RECOMMENDATIONS_LIMIT } from "./limits.ts";
import { idsOf, visitOf } from "./visit.ts";

export const recommendationKind = z.enum([
  "session",
  "similar",
  "bought-together",
  "trending",
  "search",
]);
/** What products are recommended for. */
export type RecommendationKind = z.infer<typeof recommendationKind>;

/** As others call it, and as our own name may be spelled. */
const BOUGHT_TOGETHER = [
  "bought_together",
  "boughtTogether",
  "frequently-bought-together",
  "frequently_bought_together",
  "frequentlyBoughtTogether",
] as const;
const askedKind = z
  .enum([...recommendationKind.options, ...BOUGHT_TOGETHER])
  .transform((name) => recommendationKind.safeParse(name).data ?? "bought-together");

/** `POST /recommendation/{case_id}` */
export const recommendationRequest = z
  .looseObject({
    query_id: optional(identifier),
    ...consumerSpellings,
    state: optional(state),
    kind: optional(
      askedKind.describe(
        "when not said, what the visit allows; search goes by the latest of the state's search_strings",
      ),
    ),
    limit: optional(
      z
        .int()
        .min(1)
        .describe(`how many products; more than ${RECOMMENDATIONS_LIMIT} are cut to that`),
    ),
    /** Ids of what the list's place in the page is about, the latest last. */
    products: z.unknown().optional(),
    expand: optional(z.boolean()),
    test_api: optional(z.boolean()),
    aliases: optional(aliases),
  })
  .transform((body) => ({
    queryId: body.query_id,
    consumerId: consumerOf(body),
    state: body.state ?? {},
    visit: visitOf(body.state ?? {}),
    /** Whether the client sent a state, even an empty one: if not, the server may know one. */
    hasState: body.state !== undefined,
    kind: body.kind,
    about: body.products === undefined || body.products === null ? [] : idsOf(body.products),
    limit: Math.min(body.limit ?? RECOMMENDATIONS_DEFAULT, RECOMMENDATIONS_LIMIT),
    expand: body.expand ?? false,
    test: body.test_api ?? false,
    aliases: body.aliases,
  }));
/** A recommendation asked for, in our own spelling. */
export type RecommendationInput = z.output<typeof recommendationRequest>;
