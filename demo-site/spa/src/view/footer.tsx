import { CATEGORIES } from "../../../public/js/shop/catalogue.js";
import { Link } from "../router.tsx";

export function Footer({ onPrivacy }: { readonly onPrivacy: () => void }) {
  return (
    <footer id="footer">
      <div className="footer-columns">
        <div className="footer-about">
          <Link to="/" className="logo">
            <img src="/pictures/mark.svg" alt="" width="34" height="34" />
            Larkmoor
          </Link>
          <p>Things for a calm home, made by people we know and meant to be kept.</p>
        </div>
        <div>
          <h2>Shop</h2>
          <ul>
            {CATEGORIES.map(({ id, name }) => (
              <li key={id}>
                <Link to={`/category?c=${id}`}>{name}</Link>
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h2>The same shop</h2>
          <ul>
            <li>
              <a href="/">With page loads</a>
            </li>
            <li>
              <a href="/tagged/">Tagged for Google Analytics</a>
            </li>
          </ul>
        </div>
        <div>
          <h2>Privacy</h2>
          <ul>
            <li>
              <a href="/service#privacy">What we remember</a>
            </li>
            <li>
              <button className="link" id="privacy-choices" onClick={onPrivacy}>
                Privacy choices
              </button>
            </li>
          </ul>
        </div>
      </div>
      <p className="footer-note">
        Larkmoor is a demonstration shop: the offers are decided by Nextmove, nothing is sold and no
        payment is taken. This is its single-page form, made with React.
      </p>
    </footer>
  );
}
