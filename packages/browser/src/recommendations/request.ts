import type { RecommendationKind, RecommendRequest } from "../api.ts";

const KINDS: readonly string[] = [
  "session",
  "similar",
  "bought-together",
  "trending",
  "search",
] satisfies readonly RecommendationKind[];

const isKind = (value: string | undefined): value is RecommendationKind =>
  KINDS.includes(value ?? "");

/** What an element asks for, by its attributes. */
export function requestOf({ dataset }: HTMLElement): RecommendRequest {
  const products = dataset["nextmoveProducts"]?.split(/[\s,]+/).filter(Boolean) ?? [];
  const [product, ...more] = products;
  const kind = dataset["nextmoveKind"];
  return {
    case: dataset["nextmoveCase"],
    kind: isKind(kind) ? kind : undefined,
    limit: Number(dataset["nextmoveLimit"]) || undefined,
    deadline: Number(dataset["nextmoveDeadline"]) || undefined,
    products,
    // A single product is what the page is about, and not recommended on it.
    state: product && more.length === 0 ? { page_id: product } : {},
  };
}
