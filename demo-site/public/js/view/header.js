// @ts-check
import { collectionOf, NAVIGATION } from "../shop/catalogue.js";
import { basketLink, followBasket } from "./basket-link.js";
import { find, html, render } from "./html.js";

/** @param {string} current */
const navigation = (current) =>
  NAVIGATION.map((id) => {
    const here = id === current ? html`aria-current="page"` : "";
    return html`<li>
      <a href="/category?c=${id}" data-shelf="${id}" ${here}>${collectionOf(id)?.name}</a>
    </li>`;
  });

/** @param {{ shelf: string, query: string }} current what the page shows, to mark it */
export function renderHeader({ shelf, query }) {
  const header = find("#header");
  render(
    header,
    html`<p class="announcement">Free delivery from €60 <i>·</i> 60 days to change your mind</p>
      <div class="masthead">
        <a class="logo" href="/"
          ><img src="/pictures/mark.svg" alt="" width="38" height="38" />Larkmoor</a
        >
        <form class="search" action="/search" role="search">
          <input
            type="search"
            name="q"
            value="${query}"
            placeholder="Search for lamps, linen, teapots…"
            aria-label="Search the shop"
            required
          /><button aria-label="Search">
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <circle cx="10.5" cy="10.5" r="6.5" />
              <path d="m15.5 15.5 5 5" />
            </svg>
          </button>
        </form>
        ${basketLink("/basket")}
      </div>
      <nav aria-label="Shop">
        <ul>
          ${navigation(shelf)}
        </ul>
      </nav>`,
  );
  followBasket(header);
}
