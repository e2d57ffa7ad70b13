import { euros } from "../../../public/js/shop/money.js";
import type { totalsOf } from "../../../public/js/shop/totals.js";

interface TotalsProps {
  readonly totals: ReturnType<typeof totalsOf>;
  /** What the offer says in its row; without it there is no such row. */
  readonly offered?: string | undefined;
}

export function Totals({ totals, offered }: TotalsProps) {
  return (
    <dl className="totals">
      <dt>Goods</dt>
      <dd>{euros(totals.goods)}</dd>
      {offered !== undefined && (
        <>
          <dt>With our thanks</dt>
          <dd className="offered">{offered}</dd>
        </>
      )}
      <dt>Delivery</dt>
      <dd>{totals.delivery === 0 ? "Free" : euros(totals.delivery)}</dd>
      <dt className="total">Total</dt>
      <dd className="total">{euros(totals.total)}</dd>
    </dl>
  );
}
