import {
  type Collection,
  CATEGORIES,
  collectionOf,
  productsIn,
} from "../../../public/js/shop/catalogue.js";
import { Link } from "../router.tsx";
import { CampaignBanner } from "../view/campaign-banner.tsx";
import { Picture, ProductGrid } from "../view/product-card.tsx";
import { useTitle } from "../view/use-title.ts";

const SHOWN = 4;

const firstOf = (id: string) => {
  const collection = collectionOf(id);
  return collection ? productsIn(collection).slice(0, SHOWN) : [];
};

function Shelf({ category }: { readonly category: Collection }) {
  const products = productsIn(category);
  const [first] = products;
  return (
    <li>
      <Link to={`/category?c=${category.id}`}>
        {first && <Picture product={first} />}
        <b>{category.name}</b>
        <span>{products.length} things</span>
      </Link>
    </li>
  );
}

export function HomePage() {
  useTitle("Larkmoor: things for a calm home");
  return (
    <>
      <CampaignBanner />
      <ul className="promises">
        <li>
          <b>Free delivery from €60</b>in two to three days
        </li>
        <li>
          <b>60 days to change your mind</b>used or not
        </li>
        <li>
          <b>Made to be mended</b>spare parts for everything
        </li>
      </ul>
      <section>
        <h2>Rooms and shelves</h2>
        <ul className="shelves">
          {CATEGORIES.map((category) => (
            <Shelf key={category.id} category={category} />
          ))}
        </ul>
      </section>
      <section>
        <div className="section-head">
          <h2>New in</h2>
          <Link to="/category?c=new">All that is new</Link>
        </div>
        <ProductGrid products={firstOf("new")} />
      </section>
      <section>
        <div className="section-head">
          <h2>Kept for years, reduced for weeks</h2>
          <Link to="/category?c=sale">The whole sale</Link>
        </div>
        <ProductGrid products={firstOf("sale")} />
      </section>
    </>
  );
}
