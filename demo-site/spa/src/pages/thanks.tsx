import { lastOrder, type Order } from "../../../public/js/shop/order.js";
import { PRODUCTS } from "../../../public/js/shop/products.js";
import { pointsFor, totalsOf } from "../../../public/js/shop/totals.js";
import { offeredText } from "../../../public/js/shop/texts.js";
import { Link } from "../router.tsx";
import { ProductGrid } from "../view/product-card.tsx";
import { Totals } from "../view/totals.tsx";
import { useTitle } from "../view/use-title.ts";

const SHOWN = 4;

function Receipt({ order: { id, name, basket, incentive } }: { readonly order: Order }) {
  const totals = totalsOf(basket.lines, incentive);
  return (
    <div className="thanks">
      <p className="eyebrow">Order {id}</p>
      <h1>Thank you, {name.split(" ")[0]}</h1>
      <p>
        We would start packing now{basket.giftWrap && " and wrapping"}, if this were not a
        demonstration. The parcel would reach you in two to three days.
      </p>
      <div className="summary">
        <h2>Your order</h2>
        <ul className="receipt">
          {basket.lines.map(({ product, quantity }) => (
            <li key={product.id}>
              {quantity} × {product.name}
            </li>
          ))}
          {incentive === "free_gift" && <li>1 × Beeswax tea light, our gift</li>}
        </ul>
        <Totals totals={totals} offered={offeredText(incentive, totals)} />
        <p className="hint">
          You earned {pointsFor(totals.goods - totals.discount)} Circle points.
        </p>
      </div>
      <p>
        <Link to="/" className="button">
          Back to the shop
        </Link>
      </p>
    </div>
  );
}

export function ThanksPage() {
  const order = lastOrder();
  useTitle("Thank you: Larkmoor");
  const bought = new Set(order?.basket.lines.map(({ product }) => product.id));
  const others = PRODUCTS.filter(({ id }) => !bought.has(id)).slice(0, SHOWN);
  return (
    <>
      {order ? <Receipt order={order} /> : <h1>No order yet</h1>}
      <section>
        <h2>For the next time</h2>
        <ProductGrid products={others} />
      </section>
    </>
  );
}
