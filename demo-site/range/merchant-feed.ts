import { CATEGORIES } from "../public/js/shop/catalogue.js";
import { PRODUCTS, type Product } from "../public/js/shop/products.js";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

const escape = (text: string): string => text.replaceAll(/[&<>]/g, (sign) => ENTITIES[sign] ?? "");

const element = (name: string, text: string | undefined): string =>
  text === undefined ? "" : `<${name}>${escape(text)}</${name}>`;

const euros = (cents: number): string => `${(cents / 100).toFixed(2)} EUR`;

/** What kind of thing it is, after its shelf: `Table > Mug`. */
function typeOf({ id, category, signature = id }: Product): string {
  const shelf = CATEGORIES.find((each) => each.id === category)?.name ?? category;
  const kind = signature.replace(/^.*-/, "");
  return `${shelf} > ${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}

const item = (product: Product, origin: string): string =>
  [
    "<item>",
    element("g:id", product.id),
    element("g:item_group_id", product.signature ?? product.id),
    element("g:title", product.name),
    element("g:description", product.text),
    element("g:link", `${origin}/product?id=${product.id}`),
    element("g:image_link", `${origin}/pictures/${product.id}.svg`),
    element("g:price", euros(product.was ?? product.price)),
    element("g:sale_price", product.was === undefined ? undefined : euros(product.price)),
    element("g:availability", "in_stock"),
    element("g:condition", "new"),
    element("g:brand", "Larkmoor"),
    element("g:product_type", typeOf(product)),
    element("g:material", product.material),
    element("g:color", product.colour),
    element("g:custom_label_0", product.fresh ? "new" : undefined),
    "</item>",
  ].join("");

/**
 * Everything the shop sells as a feed for Google Merchant Center:
 * https://support.google.com/merchants/answer/7052112
 *
 * @param origin of the shop, e.g. `http://localhost:8787`
 */
export const merchantFeed = (origin: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">
<channel>
<title>Larkmoor</title>
<link>${origin}/</link>
<description>Household things that do not exist</description>
${PRODUCTS.map((product) => item(product, origin)).join("\n")}
</channel>
</rss>
`;
