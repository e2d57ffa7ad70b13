import { attachRecommendations } from "../../../../packages/browser/src/recommendations/index.ts";
import { recorder } from "./recorder.ts";

recorder.recommends("shop", [
  {
    id: "sku-1",
    title: "Dune <i>mug</i>",
    link: "/product?id=sku-1",
    image_link: "https://shop.test/mug.svg",
    price: { amount: 22, currency: "EUR" },
    sale_price: { amount: 18, currency: "EUR" },
    reason: "bought together with Ember teapot",
  },
  {
    id: "sku-2",
    title: "Ember teapot",
    link: "javascript:document.title='run'",
    image_link: "data:image/svg+xml,<svg/>",
    price: { amount: 62, currency: "no currency" },
  },
  { id: "sku-3" },
]);
recorder.recommends("down", "unreachable");
recorder.recommends("empty", []);
window.stopAttached = attachRecommendations(recorder);
