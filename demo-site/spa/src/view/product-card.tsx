import { euros } from "../../../public/js/shop/money.js";
import type { Product } from "../../../public/js/shop/products.js";
import { Link } from "../router.tsx";

export function Price({ product: { price, was } }: { readonly product: Product }) {
  if (was === undefined) return <span className="price">{euros(price)}</span>;
  return (
    <>
      <span className="price reduced">{euros(price)}</span>{" "}
      <s className="was">
        <span className="unseen">before </span>
        {euros(was)}
      </s>
    </>
  );
}

export function Badge({ product: { fresh, was, price } }: { readonly product: Product }) {
  if (was !== undefined) {
    return <span className="badge sale">−{Math.round((1 - price / was) * 100)} %</span>;
  }
  return fresh ? <span className="badge">New</span> : null;
}

export function Picture({ product: { id, category } }: { readonly product: Product }) {
  return (
    <span className={`picture ${category}`}>
      <img src={`/pictures/${id}.svg`} alt="" width="400" height="400" loading="lazy" />
    </span>
  );
}

interface ProductGridProps {
  readonly products: readonly Product[];
  /** By product, why it is shown to this visitor. */
  readonly reasons?: ReadonlyMap<string, string>;
  readonly onTake?: (id: string) => void;
}

export function ProductGrid({ products, reasons, onTake }: ProductGridProps) {
  return (
    <ul className="grid">
      {products.map((product) => (
        <li key={product.id} data-nextmove-product={product.id}>
          <Link to={`/product/${product.id}`} className="card" onClick={() => onTake?.(product.id)}>
            <Picture product={product} />
            <Badge product={product} />
            <span className="card-name">{product.name}</span>
            <span className="card-material">{product.material}</span>
            <span className="card-price">
              <Price product={product} />
            </span>
            {reasons?.get(product.id) && (
              <span className="card-reason">{reasons.get(product.id)}</span>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}
