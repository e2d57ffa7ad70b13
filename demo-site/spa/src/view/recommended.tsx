import type { RecommendedItem, RecommendRequest } from "nextmove";
import { useNextmove, useRecommendations } from "@nextmove/react";
import { noteTaken } from "../../../public/js/decisions/taken.js";
import { productOf } from "../../../public/js/shop/catalogue.js";
import type { Product } from "../../../public/js/shop/products.js";
import { ProductGrid } from "./product-card.tsx";

const SHOWN = 4;

interface RecommendedProps {
  /** The product of the page, or those in the basket. */
  readonly about: readonly Product[];
  /** What the shop would show by itself. */
  readonly own: readonly Product[];
}

/** Products for this visitor, each with the reason, or at the deadline the shop's own. */
export function Recommended({ about, own }: RecommendedProps) {
  const ids = about.map(({ id }) => id);
  // A single one is what the page is about.
  const state = ids.length === 1 ? { page_id: ids[0] } : {};
  return <Shelf request={{ products: ids, state }} own={own} />;
}

interface FoundProps {
  readonly search: string;
  readonly own: readonly Product[];
}

/** The same for a search in which the shop itself has found nothing: the edge knows slips of the keyboard. */
export function Found({ search, own }: FoundProps) {
  return <Shelf request={{ kind: "search", state: { search_strings: [search] } }} own={own} />;
}

interface ShelfProps {
  readonly request: RecommendRequest;
  readonly own: readonly Product[];
}

function Shelf({ request, own }: ShelfProps) {
  const nextmove = useNextmove();
  const { products: ids = [] } = request;
  const { items, recommendation, pending, select, ref } = useRecommendations({
    limit: SHOWN,
    fallback: own.map(({ id }) => id),
    ...request,
  });
  const take = (id: string) => {
    if (recommendation?.source !== "edge") return;
    select(id);
    nextmove.reward({ event_type: "click", decision: { ...recommendation, action: id } });
    if (nextmove.consent() === "granted") noteTaken(recommendation, id);
  };
  const shown = items.filter(({ id }) => !ids.includes(id));
  const found = shown.flatMap(productIn);
  const isEmpty = !pending && found.length === 0;
  return (
    <div ref={ref} className="recommended" aria-busy={pending}>
      <ProductGrid
        products={isEmpty ? own.slice(0, SHOWN) : found}
        reasons={reasonsIn(shown)}
        onTake={isEmpty ? undefined : take}
      />
    </div>
  );
}

const productIn = ({ id }: RecommendedItem): Product | readonly Product[] => productOf(id) ?? [];

const reasonsIn = (items: readonly RecommendedItem[]): ReadonlyMap<string, string> =>
  new Map(items.map(({ id, reason = "" }) => [id, reason]));
