import {
  type Line,
  QUANTITY_LIMIT,
  setGiftWrap,
  setQuantity,
} from "../../../public/js/shop/basket.js";
import { productsBut } from "../../../public/js/shop/catalogue.js";
import { euros } from "../../../public/js/shop/money.js";
import { FREE_DELIVERY_FROM_CENTS, totalsOf } from "../../../public/js/shop/totals.js";
import { useNextmove } from "@nextmove/react";
import { CURRENCY, itemOf, itemsOf } from "../../../public/js/shop/item.js";
import { Link } from "../router.tsx";
import { useBasket } from "../use-basket.ts";
import { Picture } from "../view/product-card.tsx";
import { Recommended } from "../view/recommended.tsx";
import { Totals } from "../view/totals.tsx";
import { useTitle } from "../view/use-title.ts";
import { useTracked } from "../view/use-tracked.ts";

const BESIDE = 4;
const QUANTITIES = Array.from({ length: QUANTITY_LIMIT }, (_, index) => index + 1);

function Row({ line: { product, quantity } }: { readonly line: Line }) {
  const nextmove = useNextmove();
  const change = (next: number) => {
    const difference = next - quantity;
    const event = difference < 0 ? "remove_from_cart" : "add_to_cart";
    setQuantity(product.id, next);
    nextmove.track(event, {
      currency: CURRENCY,
      value: (product.price * Math.abs(difference)) / 100,
      items: [itemOf(product, Math.abs(difference))],
    });
  };
  return (
    <li className="line">
      <Link to={`/product/${product.id}`}>
        <Picture product={product} />
      </Link>
      <div>
        <Link to={`/product/${product.id}`} className="line-name">
          {product.name}
        </Link>
        <small>{product.material}</small>
      </div>
      <select
        aria-label={`Quantity of ${product.name}`}
        value={quantity}
        onChange={({ target }) => change(Number(target.value))}
      >
        {QUANTITIES.map((n) => (
          <option key={n}>{n}</option>
        ))}
      </select>
      <b className="line-price">{euros(product.price * quantity)}</b>
      <button className="link" aria-label={`Remove ${product.name}`} onClick={() => change(0)}>
        Remove
      </button>
    </li>
  );
}

export function BasketPage() {
  const { lines, giftWrap } = useBasket();
  const totals = totalsOf(lines, "no_incentive");
  const missing = FREE_DELIVERY_FROM_CENTS - totals.goods;
  useTitle("Your basket: Larkmoor");
  useTracked("view_cart", { currency: CURRENCY, value: totals.goods / 100, items: itemsOf(lines) });
  const products = lines.map(({ product }) => product);
  if (lines.length === 0) {
    return (
      <>
        <h1>Your basket</h1>
        <div className="empty">
          <img src="/pictures/pebble-bowl.svg" alt="" width="220" height="220" />
          <p>Nothing in it yet.</p>
          <Link to="/category?c=all" className="button">
            Look around
          </Link>
        </div>
        <section>
          <h2>Perhaps one of these</h2>
          <Recommended about={products} own={productsBut(products).slice(0, BESIDE)} />
        </section>
      </>
    );
  }
  return (
    <>
      <h1>Your basket</h1>
      <div className="checkout">
        <div>
          <ul className="lines">
            {lines.map((line) => (
              <Row key={line.product.id} line={line} />
            ))}
          </ul>
          <label className="choice">
            <input
              type="checkbox"
              checked={giftWrap}
              onChange={({ target }) => setGiftWrap(target.checked)}
            />
            <span>
              <b>Wrap it as a gift</b>Recycled paper, cotton ribbon, free of charge
            </span>
          </label>
        </div>
        <aside className="summary" aria-label="Summary">
          <h2>Summary</h2>
          <Totals totals={totals} />
          <p className="hint">
            {missing > 0
              ? `${euros(missing)} more and delivery is free.`
              : "Your delivery is free."}
          </p>
          <Link to="/checkout" className="button big">
            Go to checkout
          </Link>
        </aside>
      </div>
      <section>
        <h2>Goes well with your basket</h2>
        <Recommended about={products} own={productsBut(products).slice(0, BESIDE)} />
      </section>
    </>
  );
}
