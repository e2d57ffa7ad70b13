import type { RecommendedItem } from "nextmove";
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
  const nextmove = useNextmove();
  const ids = about.map(({ id }) => id);
  const { items, recommendation, pending, select, ref } = useRecommendations({
    limit: SHOWN,
    products: ids,
    fallback: own.map(({ id }) => id),
    // A single one is what the page is about.
    state: ids.length === 1 ? { page_id: ids[0] } : {},
  });
  const take = (id: string) => {
    if (recommendation?.source !== "edge") return;
    select(id);
    nextmove.reward({ event_type: "click", decision: { ...recommendation, action: id } });
    if (nextmove.consent() === "granted") noteTaken(recommendation, id);
  };
  const shown = items.filter(({ id }) => !ids.includes(id));
  return (
    <div ref={ref} className="recommended" aria-busy={pending}>
      <ProductGrid products={shown.flatMap(productIn)} reasons={reasonsIn(shown)} onTake={take} />
    </div>
  );
}

const productIn = ({ id }: RecommendedItem): Product | readonly Product[] => productOf(id) ?? [];

const reasonsIn = (items: readonly RecommendedItem[]): ReadonlyMap<string, string> =>
  new Map(items.map(({ id, reason = "" }) => [id, reason]));
