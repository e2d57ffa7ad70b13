import type { RecommendationKind, RecommendRequest } from "../api.ts";

/** What an element asks for, by its attributes. */
export function requestOf({ dataset }: Pick<HTMLElement, "dataset">): RecommendRequest {
  const products = dataset["nextmoveProducts"]?.split(/[\s,]+/).filter(Boolean) ?? [];
  const [product, ...more] = products;
  return {
    case: dataset["nextmoveCase"],
    // Another word is the edge's to refuse: then the page's own products stay.
    kind: dataset["nextmoveKind"] as RecommendationKind | undefined,
    limit: Number(dataset["nextmoveLimit"]) || undefined,
    deadline: Number(dataset["nextmoveDeadline"]) || undefined,
    products,
    // A single product is what the page is about, and not recommended on it.
    state: product && more.length === 0 ? { page_id: product } : {},
  };
}
