import type { Price, RecommendedItem } from "../api.ts";

/** Where a template wants what: `data-nextmove-field="title"`. */
const FIELD = "data-nextmove-field";

/** What a product is called by impressions and clicks. */
export const PRODUCT = "data-nextmove-product";

/**
 * A copy of the template's first element with what is known of the product. An element for what is
 * not known is left out; undefined when that is the product's title, since nobody could tell what it
 * is.
 */
export function cardOf(template: HTMLTemplateElement, item: RecommendedItem): Element | undefined {
  const card = document.importNode(template.content, true).firstElementChild;
  if (!card) return undefined;
  for (const element of [card, ...card.querySelectorAll(`[${FIELD}]`)]) {
    const field = element.getAttribute(FIELD);
    if (!field) continue;
    const text = textOf(field, item);
    if (text) fill(element, field, text);
    else if (field === "title") return undefined;
    else if (field !== "link") element.remove();
  }
  card.setAttribute(PRODUCT, item.id);
  return card;
}

/** Feeds are not the page's own words: neither markup nor a script's address comes from them. */
function fill(element: Element, field: string, text: string): void {
  if (field === "link") element.setAttribute("href", text);
  else if (field === "image_link") element.setAttribute("src", text);
  else element.textContent = text;
}

function textOf(field: string, item: RecommendedItem): string {
  const { price, sale_price: sale } = item;
  switch (field) {
    case "link":
      return addressOf(item.link);
    case "image_link":
      return addressOf(item.image_link);
    case "price":
      return priceText(sale ?? price);
    case "price_before":
      return priceText(sale && price);
    case "title":
      return item.title ?? "";
    case "reason":
      return item.reason ?? "";
    default:
      return "";
  }
}

/** As given, unless it leads elsewhere than to a page: `javascript:`, `data:`. */
function addressOf(address = ""): string {
  try {
    return /^https?:$/.test(new URL(address, location.href).protocol) ? address : "";
  } catch {
    return ""; // It is no address.
  }
}

/** In the page's language, e.g. `€18.00`. */
function priceText(price: Price | undefined): string {
  if (!price) return "";
  const { amount, currency } = price;
  try {
    const style = currency ? ({ style: "currency", currency } as const) : {};
    return new Intl.NumberFormat(document.documentElement.lang || undefined, style).format(amount);
  } catch {
    return `${amount} ${currency}`; // The feed or the page speaks of something unheard of.
  }
}
