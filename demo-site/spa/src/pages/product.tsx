import { useNextmove } from "@nextmove/react";
import { type FormEvent, useState } from "react";
import { addToBasket, QUANTITY_LIMIT } from "../../../public/js/shop/basket.js";
import { collectionOf, productOf, productsBeside } from "../../../public/js/shop/catalogue.js";
import { PRODUCTS, type Product } from "../../../public/js/shop/products.js";
import { FREE_DELIVERY_FROM_CENTS, pointsFor } from "../../../public/js/shop/totals.js";
import { CURRENCY, itemOf } from "../../../public/js/shop/item.js";
import { Link, useRoute } from "../router.tsx";
import { Notice } from "../view/notice.tsx";
import { Badge, Picture, Price, ProductGrid } from "../view/product-card.tsx";
import { Recommended } from "../view/recommended.tsx";
import { useTitle } from "../view/use-title.ts";
import { useTracked } from "../view/use-tracked.ts";

const BESIDE = 4;

function BuyForm({ product }: { readonly product: Product }) {
  const nextmove = useNextmove();
  const [notices, setNotices] = useState(0);
  const buy = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const quantity = Number(new FormData(event.currentTarget).get("quantity"));
    addToBasket(product.id, quantity);
    const value = (product.price * quantity) / 100;
    nextmove.track("add_to_cart", {
      currency: CURRENCY,
      value,
      items: [itemOf(product, quantity)],
    });
    nextmove.reward({ event_type: "add_to_basket" });
    setNotices(notices + 1);
  };
  return (
    <form id="buy" onSubmit={buy}>
      <label>
        <span className="unseen">Quantity</span>
        <input
          name="quantity"
          type="number"
          min="1"
          max={QUANTITY_LIMIT}
          defaultValue="1"
          required
        />
      </label>
      <button className="button big">Add to basket</button>
      {notices > 0 && (
        <Notice key={notices}>
          <span>{product.name} is in your basket.</span>
          <Link to="/basket">View basket</Link>
        </Notice>
      )}
    </form>
  );
}

function Article({ product }: { readonly product: Product }) {
  const category = collectionOf(product.category);
  useTitle(`${product.name}: Larkmoor`);
  useTracked("view_item", {
    currency: CURRENCY,
    value: product.price / 100,
    items: [itemOf(product)],
  });
  return (
    <div>
      <p className="crumbs">
        <Link to="/">Larkmoor</Link> /{" "}
        <Link to={`/category?c=${category?.id}`}>{category?.name}</Link>
      </p>
      <article className="product">
        <div className="product-picture">
          <Picture product={product} />
          <Badge product={product} />
        </div>
        <div className="product-facts">
          <h1>{product.name}</h1>
          <p className="product-price">
            <Price product={product} />
            <small>tax included</small>
          </p>
          <p>{product.text}</p>
          <BuyForm product={product} />
          <ul className="ticks">
            <li>In stock, with you in two to three days</li>
            <li>
              {product.price >= FREE_DELIVERY_FROM_CENTS
                ? "Delivered free"
                : "Delivered free from €60"}
            </li>
            <li>Earns {pointsFor(product.price)} Circle points</li>
          </ul>
          <dl>
            <dt>Material</dt>
            <dd>{product.material}</dd>
            <dt>Size</dt>
            <dd>{product.size}</dd>
            <dt>Returns</dt>
            <dd>60 days, used or not</dd>
          </dl>
        </div>
      </article>
    </div>
  );
}

export function ProductPage() {
  const product = productOf(useRoute().id);
  return (
    <>
      {product ? <Article product={product} /> : <h1>We do not have that one</h1>}
      <section>
        <h2>{product ? "Goes well with it" : "Perhaps one of these"}</h2>
        {product ? (
          <Recommended about={[product]} own={productsBeside(product, BESIDE)} />
        ) : (
          <ProductGrid products={PRODUCTS.slice(0, BESIDE)} />
        )}
      </section>
    </>
  );
}
