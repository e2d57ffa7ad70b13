import { useNextmove } from "@nextmove/react";
import type { FormEvent } from "react";
import { countOf } from "../../../public/js/shop/basket.js";
import { collectionOf, NAVIGATION } from "../../../public/js/shop/catalogue.js";
import { Link, useRoute } from "../router.tsx";
import { useBasket } from "../use-basket.ts";

function Search() {
  const { go, name, query } = useRoute();
  const nextmove = useNextmove();
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const term = new FormData(event.currentTarget).get("q");
    if (typeof term !== "string") return;
    nextmove.track("search", { search_term: term });
    go(`/search?q=${encodeURIComponent(term)}`);
  };
  const shown = name === "search" ? (query.get("q") ?? "") : "";
  return (
    <form className="search" role="search" onSubmit={search}>
      <input
        key={shown}
        type="search"
        name="q"
        defaultValue={shown}
        placeholder="Search for lamps, linen, teapots…"
        aria-label="Search the shop"
        required
      />
      <button aria-label="Search">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <circle cx="10.5" cy="10.5" r="6.5" />
          <path d="m15.5 15.5 5 5" />
        </svg>
      </button>
    </form>
  );
}

function BasketLink() {
  const count = countOf(useBasket().lines);
  return (
    <Link to="/basket" className="basket-link">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M3.5 9.5h17l-1.8 10.5H5.3z" />
        <path d="M8 9.5l3-6M16 9.5l-3-6" />
      </svg>
      <span>Basket</span>
      {count > 0 && <b className="basket-count">{count}</b>}
    </Link>
  );
}

export function Header() {
  const { name, query } = useRoute();
  const shelf = name === "category" ? query.get("c") : undefined;
  return (
    <header id="header">
      <p className="announcement">
        Free delivery from €60 <i>·</i> 60 days to change your mind
      </p>
      <div className="masthead">
        <Link to="/" className="logo">
          <img src="/pictures/mark.svg" alt="" width="38" height="38" />
          Larkmoor
        </Link>
        <Search />
        <BasketLink />
      </div>
      <nav aria-label="Shop">
        <ul>
          {NAVIGATION.map((id) => (
            <li key={id}>
              <Link to={`/category?c=${id}`} data-shelf={id} isCurrent={id === shelf}>
                {collectionOf(id)?.name}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}
