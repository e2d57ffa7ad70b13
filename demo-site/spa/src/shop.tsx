import { type ReactNode, useLayoutEffect, useState } from "react";
import { Consent } from "./view/consent.tsx";
import { Footer } from "./view/footer.tsx";
import { Header } from "./view/header.tsx";
import { BasketPage } from "./pages/basket.tsx";
import { CheckoutPage } from "./pages/checkout.tsx";
import { HomePage } from "./pages/home.tsx";
import { ProductPage } from "./pages/product.tsx";
import { SearchPage } from "./pages/search.tsx";
import { ShelfPage } from "./pages/shelf.tsx";
import { ThanksPage } from "./pages/thanks.tsx";
import { useRoute } from "./router.tsx";
import { announceLeft } from "../../public/js/decisions/ask.js";
import { storedConsent } from "../../public/js/shop/stored-consent.js";

const PAGES: ReadonlyMap<string, () => ReactNode> = new Map([
  ["category", ShelfPage],
  ["product", ProductPage],
  ["search", SearchPage],
  ["basket", BasketPage],
  ["checkout", CheckoutPage],
  ["thanks", ThanksPage],
]);

export function Shop() {
  const { name, visit } = useRoute();
  const [isAsking, setAsking] = useState(() => storedConsent() === "pending");
  // The next page asks in an effect of its own, so only after this.
  useLayoutEffect(() => announceLeft, [visit]);
  const Page = PAGES.get(name) ?? HomePage;
  return (
    <>
      <Header />
      <main id="main">
        <Page key={visit} />
      </main>
      <Footer onPrivacy={() => setAsking(true)} />
      {isAsking && <Consent onAnswer={() => setAsking(false)} />}
    </>
  );
}
