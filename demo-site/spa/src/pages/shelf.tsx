import { useState } from "react";
import { collectionOf, ORDERS, productsIn } from "../../../public/js/shop/catalogue.js";
import { itemOf } from "../../../public/js/shop/item.js";
import { Link, useRoute } from "../router.tsx";
import { ProductGrid } from "../view/product-card.tsx";
import { useTitle } from "../view/use-title.ts";
import { useTracked } from "../view/use-tracked.ts";

export function ShelfPage() {
  const { query } = useRoute();
  const [order, setOrder] = useState("chosen");
  const shelf = collectionOf(query.get("c") ?? "all");
  const products = shelf ? productsIn(shelf) : [];
  useTitle(`${shelf?.name ?? "An empty shelf"}: Larkmoor`);
  useTracked(
    "view_item_list",
    shelf && {
      item_list_id: shelf.id,
      item_list_name: shelf.name,
      items: products.map((product) => itemOf(product)),
    },
  );
  if (!shelf) {
    return (
      <>
        <h1>This shelf is empty</h1>
        <p>
          We could not find it. <Link to="/category?c=all">See everything we sell</Link>
        </p>
      </>
    );
  }
  return (
    <>
      <div className="listing-head">
        <div>
          <h1>{shelf.name}</h1>
          <p>
            {shelf.text} {products.length} things.
          </p>
        </div>
        <label className="sort">
          Sort by{" "}
          <select value={order} onChange={({ target }) => setOrder(target.value)}>
            {Object.entries(ORDERS).map(([id, { name }]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      <ProductGrid products={products.toSorted(ORDERS[order]?.compare)} />
    </>
  );
}
