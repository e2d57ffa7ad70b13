/** Whether a shop sells it, which it may beyond its stock. */
const AVAILABLE = ["available", "available_for_purchase"] as const;

/** Which names of a record each field is read from, best first, in canonical form; `available` is for its stock. */
export const NAMES = {
  id: ["id", "sku", "product_id", "item_id", "offer_id", "variant.id", "@id"],
  group_id: ["group_id", "item_group_id", "parent_id", "product_group_id", "product.id"],
  title: ["title", "name", "product_name"],
  description: ["description", "body_html", "summary", "content"],
  link: ["link", "url", "product_url", "offers.url", "handle"],
  image_link: [
    "image_link",
    "image",
    "image_url",
    "images",
    "images.src",
    "image.src",
    "image.url",
    "images.url",
    "image.content_url",
    "featured_image.src",
  ],
  price: [
    "price",
    "price.amount",
    "price.value",
    "prices.amount",
    "offers.price",
    "offers.low_price",
    "offers.price_specification.price",
  ],
  currency: [
    "currency",
    "price_currency",
    "price.currency",
    "price.currency_code",
    "prices.currency_code",
    "offers.price_currency",
    "offers.price_specification.price_currency",
  ],
  sale_price: ["sale_price", "sale_price.amount", "sale_price.value"],
  compare_at_price: ["compare_at_price"],
  sale_price_effective_date: ["sale_price_effective_date"],
  availability: ["availability", "offers.availability", ...AVAILABLE, "in_stock", "stock_status"],
  available: AVAILABLE,
  quantity: [
    "quantity",
    "inventory_quantity",
    "inventory",
    "stock",
    "quantity_to_sell_on_facebook",
  ],
  brand: ["brand", "vendor", "brand.name", "manufacturer", "manufacturer.name"],
  product_type: ["product_type", "google_product_category", "category", "categories"],
  tags: [
    "tags",
    "custom_label_0",
    "custom_label_1",
    "custom_label_2",
    "custom_label_3",
    "custom_label_4",
  ],
  gtin: ["gtin", "gtin13", "gtin12", "gtin14", "gtin8", "barcode", "ean", "upc"],
  mpn: ["mpn"],
  condition: ["condition", "offers.item_condition"],
  margin: ["margin"],
  cost: ["cost_of_goods_sold", "cost"],
  updated_at: ["updated_at", "last_updated", "updated", "date_modified"],
} as const satisfies Record<string, readonly string[]>;

/** Whether a thing can be had: who says how many are left says that, too. */
const STOCK = [...NAMES.availability, ...NAMES.quantity];

/** Every name with all those that say the same; tags add up, under all of theirs. */
export const ALIASES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.values({
    ...NAMES,
    availability: STOCK,
    available: STOCK,
    quantity: STOCK,
    tags: [],
  }).flatMap((names) => names.map((name): [string, readonly string[]] => [name, names])),
);

/** Names that are part of the format, not of the product. */
const FORMAT_NAMES = ["op", "deleted", "@type", "@context", "@graph", "variants", "options"];

export const NAMED: ReadonlySet<string> = new Set([
  ...Object.values(NAMES).flat(),
  ...FORMAT_NAMES,
]);
