import { useDecision, useNextmove } from "@nextmove/react";
import type { FormEvent } from "react";
import { INCENTIVES } from "../../../public/js/decisions/incentives.js";
import { forgetTaken, rewardsOfTaken } from "../../../public/js/decisions/taken.js";
import { emptyBasket } from "../../../public/js/shop/basket.js";
import { euros } from "../../../public/js/shop/money.js";
import { keepOrder, newOrderId } from "../../../public/js/shop/order.js";
import { incentivesFor, isIncentive, totalsOf } from "../../../public/js/shop/totals.js";
import { CURRENCY, itemsOf } from "../../../public/js/shop/item.js";
import { offeredText } from "../../../public/js/shop/texts.js";
import { Link, useRoute } from "../router.tsx";
import { useBasket } from "../use-basket.ts";
import { AddressForm } from "../view/address-form.tsx";
import { Picture } from "../view/product-card.tsx";
import { Totals } from "../view/totals.tsx";
import { useTitle } from "../view/use-title.ts";
import { useTracked } from "../view/use-tracked.ts";

export function CheckoutPage() {
  const { go } = useRoute();
  const nextmove = useNextmove();
  const bought = useBasket();
  const { lines } = bought;
  const { goods } = totalsOf(lines, "no_incentive");
  const { decision, pending, ref } = useDecision({
    case: "checkout",
    actions: incentivesFor(goods),
    fallback: ["no_incentive"],
  });
  const incentive = isIncentive(decision?.action) ? decision.action : "no_incentive";
  const totals = totalsOf(lines, incentive);
  useTitle("Checkout: Larkmoor");
  useTracked("begin_checkout", { currency: CURRENCY, value: goods / 100, items: itemsOf(lines) });

  const order = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = new FormData(event.currentTarget).get("name");
    if (typeof name !== "string") return;
    const id = newOrderId();
    // What the order is worth to the shop: the goods less what the incentive gave away.
    const value = totals.net / 100;
    nextmove.track("purchase", {
      transaction_id: id,
      currency: CURRENCY,
      value,
      items: itemsOf(lines),
    });
    if (decision?.source === "edge") {
      nextmove.reward({ case: "checkout", event_type: "purchase", value, order_id: id, decision });
    }
    const decided = decision?.source === "edge";
    const placed = { id, name, basket: bought, incentive, decided, reported: true };
    rewardsOfTaken(placed).forEach((reward) => nextmove.reward(reward));
    forgetTaken();
    keepOrder(placed);
    go("/thanks");
    emptyBasket();
  };

  if (lines.length === 0) {
    return (
      <p>
        There is nothing to pay for yet. <Link to="/category?c=all">Look around</Link>
      </p>
    );
  }
  return (
    <>
      <h1>Checkout</h1>
      <div
        className="incentive"
        id="incentive"
        role="status"
        ref={ref}
        aria-busy={pending}
        data-action={decision && incentive}
        data-source={decision?.source}
      >
        {decision && (
          <>
            <b>{INCENTIVES[incentive].title}</b>
            <span>{INCENTIVES[incentive].text}</span>
          </>
        )}
      </div>
      <div className="checkout">
        <AddressForm onSubmit={order} isWaiting={pending} total={euros(totals.total)} />
        <aside className="summary" aria-label="Your order">
          <h2>Your order</h2>
          <ul className="summary-lines">
            {lines.map(({ product, quantity }) => (
              <li key={product.id}>
                <Picture product={product} />
                <span>
                  {product.name}
                  <small>
                    {quantity} × {euros(product.price)}
                  </small>
                </span>
                <b>{euros(product.price * quantity)}</b>
              </li>
            ))}
          </ul>
          <Totals totals={totals} offered={pending ? "…" : offeredText(incentive, totals)} />
        </aside>
      </div>
    </>
  );
}
