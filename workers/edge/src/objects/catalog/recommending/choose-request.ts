import type { KnownVisit, RecommendationKind } from "@nextmove/contract";
import type { RecommendationRequest } from "@nextmove/engine";

/** What a request is about, after the page's product was found. */
export interface Subject {
  visit: KnownVisit;
  /** The product whose page the visitor is on, if it is one. */
  product: string | undefined;
  consumerId: string | undefined;
}

/** What to recommend for when the request does not say: for the search when that is all there is. */
const kindByContext = ({ visit, product }: Subject): RecommendationKind => {
  const { viewed, basket, bought, searches } = visit;
  if (viewed.length + basket.length + bought.length > 0 || product !== undefined) return "session";
  return searches.length > 0 ? "search" : "trending";
};

/** Looked at in this visit, the latest last: the page's product is what is looked at now. */
const sessionOf = ({ visit, product }: Subject): string[] => {
  const { viewed, basket, bought } = visit;
  // What was bought or put into the basket without a look at it says as much.
  const session = [...new Set([...bought, ...basket, ...viewed].toReversed())].toReversed();
  return product === undefined ? session : [...session.filter((id) => id !== product), product];
};

/** What the recommender is asked. A kind that has nothing to go by falls back to a wider one. */
export const chooseRequest = (
  asked: RecommendationKind | undefined,
  subject: Subject,
): RecommendationRequest => {
  const { visit, product, consumerId } = subject;
  const kind = asked ?? kindByContext(subject);
  const search = visit.searches.at(-1);
  const session = sessionOf(subject);
  switch (kind) {
    case "similar": {
      const item = product ?? session.at(-1);
      return item === undefined ? { kind: "trending" } : { kind, item };
    }
    case "bought-together": {
      const latest = product ?? session.at(-1);
      const items =
        product === undefined && visit.basket.length > 0
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
