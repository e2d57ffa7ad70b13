import type { KnownVisit, RecommendationKind } from "@nextmove/contract";
import type { RecommendationRequest } from "@nextmove/engine";

/** What a request is about, after the page's product was found. */
interface Subject {
  visit: KnownVisit;
  /** The product whose page the visitor is on, if it is one. */
  product: string | undefined;
  /** What the list is for, as the request says, the latest last. */
  about: readonly string[];
  consumerId: string | undefined;
}

/** What to recommend for when the request does not say: for the search when that is all there is. */
const kindByContext = ({ visit, product, about }: Subject): RecommendationKind => {
  const { viewed, basket, bought, searches } = visit;
  if (viewed.length + basket.length + bought.length + about.length > 0 || product !== undefined)
    return "session";
  return searches.length > 0 ? "search" : "trending";
};

/** Looked at in this visit, the latest last: the page's product is what is looked at now. */
const sessionOf = ({ visit, product, about }: Subject): string[] => {
  const { viewed, basket, bought } = visit;
  // What was bought or put into the basket without a look at it says as much.
  const session = [...new Set([...bought, ...basket, ...viewed].toReversed())].toReversed();
  const now = [...(product === undefined ? [] : [product]), ...about];
  return now.length === 0 ? session : [...new Set([...session, ...now].toReversed())].toReversed();
};

/** What the recommender is asked. A kind that has nothing to go by falls back to a wider one. */
export const chooseRequest = (
  asked: RecommendationKind | undefined,
  subject: Subject,
): RecommendationRequest => {
  const { visit, product, about, consumerId } = subject;
  const kind = asked ?? kindByContext(subject);
  const search = visit.searches.at(-1);
  const session = sessionOf(subject);
  switch (kind) {
    case "similar": {
      const item = about.at(-1) ?? product ?? session.at(-1);
      return item === undefined ? { kind: "trending" } : { kind, item };
    }
    case "bought-together": {
      const latest = product ?? session.at(-1);
      const items =
        about.length > 0
          ? about
          : product === undefined && visit.basket.length > 0
            ? visit.basket
            : latest === undefined
              ? []
              : [latest];
      return items.length === 0 ? { kind: "trending" } : { kind, items };
    }
    case "search":
      return search === undefined ? { kind: "trending" } : { kind, search };
    case "trending":
      return { kind };
    case "session":
      return {
        kind,
        session,
        ...(consumerId === undefined ? {} : { visitor: consumerId }),
        ...(search === undefined ? {} : { search }),
      };
  }
};
