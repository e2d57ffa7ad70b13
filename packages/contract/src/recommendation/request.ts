import { z } from "zod";
import { aliases, identifier } from "../identifiers.ts";
import { state } from "../nba/action.ts";
import { consumerOf, consumerSpellings } from "../nba/spelling.ts";
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

const isSaid = (value: unknown): boolean => value !== undefined && value !== null;

/** `POST /recommendation/{case_id}` */
export const recommendationRequest = z
  .looseObject({
    query_id: identifier.nullish(),
    ...consumerSpellings,
    state: state.nullish(),
    kind: askedKind
      .describe(
        "when not said, what the visit allows; search goes by the latest of the state's search_strings",
      )
      .nullish(),
    limit: z
      .int()
      .min(1)
      .describe(`how many products; more than ${RECOMMENDATIONS_LIMIT} are cut to that`)
      .nullish(),
    /** Ids of what the list's place in the page is about, the latest last. */
    products: z.unknown().optional(),
    expand: z.boolean().nullish(),
    test_api: z.boolean().nullish(),
    aliases: aliases.nullish(),
  })
  .transform((body) => ({
    queryId: body.query_id ?? undefined,
    consumerId: consumerOf(body),
    state: body.state ?? {},
    visit: visitOf(body.state ?? {}),
    /** Whether the client sent a state, even an empty one: if not, the server may know one. */
    hasState: isSaid(body.state),
    kind: body.kind ?? undefined,
    about: isSaid(body.products) ? idsOf(body.products) : [],
    limit: Math.min(body.limit ?? RECOMMENDATIONS_DEFAULT, RECOMMENDATIONS_LIMIT),
    expand: body.expand ?? false,
    test: body.test_api ?? false,
    aliases: body.aliases ?? undefined,
  }));
/** A recommendation asked for, in our own spelling. */
export type RecommendationInput = z.output<typeof recommendationRequest>;
