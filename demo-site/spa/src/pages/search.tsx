import { CATEGORIES, productsBut } from "../../../public/js/shop/catalogue.js";
import { search } from "../../../public/js/shop/search.js";
import { itemOf } from "../../../public/js/shop/item.js";
import { Link, useRoute } from "../router.tsx";
import { ProductGrid } from "../view/product-card.tsx";
import { Found } from "../view/recommended.tsx";
import { useTitle } from "../view/use-title.ts";
import { useTracked } from "../view/use-tracked.ts";

export function SearchPage() {
  const query = (useRoute().query.get("q") ?? "").trim();
  const results = search(query);
  useTitle(`${query}: Larkmoor`);
  useTracked("view_search_results", {
    search_term: query,
    items: results.map((product) => itemOf(product)),
  });
  const isAsked = query !== "";
  if (results.length === 0) {
    return (
      <>
        <h1>{isAsked ? `Nothing found for “${query}”` : "What are you looking for?"}</h1>
        <div>
          <p>
            {isAsked ? "Another word may find it" : "A word or two will do"}, or look through these:
          </p>
          <ul className="chips">
            {CATEGORIES.map(({ id, name }) => (
              <li key={id}>
                <Link to={`/category?c=${id}`}>{name}</Link>
              </li>
            ))}
          </ul>
          {isAsked && (
            <section>
              <h2>Perhaps one of these</h2>
              <Found search={query} own={productsBut([])} />
            </section>
          )}
        </div>
      </>
    );
  }
  return (
    <>
      <h1>
        {results.length === 1 ? "One thing" : `${results.length} things`} for “{query}”
      </h1>
      <ProductGrid products={results} />
    </>
  );
}
