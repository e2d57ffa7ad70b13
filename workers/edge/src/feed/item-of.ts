import { identifier, IDENTIFIER_LIMIT_CHARACTERS } from "@nextmove/contract";
import { attributesOf } from "./attributes.ts";
import { parseAvailability } from "./fields/availability.ts";
import {
  type FieldReader,
  type ReadingOptions,
  type Scalar,
  scalarsIn,
} from "./fields/field-reader.ts";
import { cut } from "./fields/plain-text.ts";
import { parsePrice } from "./fields/price.ts";
import { NAMES } from "./fields/names.ts";
import type { ItemPatch } from "./fields/patch.ts";
import { canonicalName, type FeedRecord, VALUES_LIMIT } from "./fields/record.ts";

/** What is left of a text that was lost has none. */
const READABLE = /[\p{L}\p{N}]/u;

/** A product's id; without a good one there is no product. */
export const idOf = (fields: FieldReader, options: ReadingOptions): string => {
  const names = options.id_field === undefined ? NAMES.id : [canonicalName(options.id_field)];
  const value = fields.first(names);
  const text = value === null || value === undefined ? "" : String(value).trim();
  if (text === "") fields.reject("missing_id", "the product has no id", "id");
  if (text.includes("\uFFFD")) {
    fields.reject("bad_encoding", "the id holds bytes that are no text", "id");
  }
  const id = identifier.safeParse(text);
  if (id.success) return id.data;
  const isLong = text.length > IDENTIFIER_LIMIT_CHARACTERS;
  const message = isLong
    ? `the id is longer than ${IDENTIFIER_LIMIT_CHARACTERS} characters`
    : `the id ${id.error.issues[0]?.message ?? "is none"}`;
  return fields.reject(isLong ? "too_long" : "bad_encoding", message, "id");
};

const prices = (fields: FieldReader): Pick<ItemPatch, "price" | "sale_price"> => {
  const price = fields.price(NAMES.price, "price");
  const sale = fields.price(NAMES.sale_price, "sale_price");
  const before = fields.price(NAMES.compare_at_price, "compare_at_price");
  // Shopify states what is paid now as the price, and what it was beside it.
  if (price && before && before.amount > price.amount && sale === undefined) {
    return { price: before, sale_price: price };
  }
  return {
    ...(price === undefined ? {} : { price }),
    ...(sale === undefined ? {} : { sale_price: sale }),
  };
};

const availabilityOf = (fields: FieldReader, options: ReadingOptions) => {
  const isUpdate = options.kind === "update";
  const stated = fields.first(NAMES.availability);
  // That none is left is said by their number; what can be ordered ahead is so still.
  const isNone = isUpdate && (fields.number(NAMES.quantity) ?? 1) <= 0;
  const value = stated ?? (isNone ? undefined : fields.first(NAMES.quantity));
  const otherwise = isUpdate ? undefined : ("in_stock" as const);
  if (value === undefined || value === null) return otherwise;
  const known = parseAvailability(value);
  if (known) return known;
  const text = JSON.stringify(cut(String(value), 40));
  const meaning = isUpdate ? "is not known" : "is taken for in_stock";
  fields.warn("unknown_availability", `${text} ${meaning}`, "availability");
  return otherwise;
};

/** What is left of a product, unless the shop sells it beyond its stock: then that says nothing. */
const quantityOf = (fields: FieldReader, options: ReadingOptions): number | null | undefined => {
  const quantity = fields.number(NAMES.quantity);
  const isSold = parseAvailability(fields.first(NAMES.available)) === "in_stock";
  if (typeof quantity !== "number" || quantity > 0 || !isSold) return quantity;
  return options.kind === "update" ? null : undefined;
};

/** As Google's own category may be, by its taxonomy: any name says more. */
const isNumbered = (fields: FieldReader, name: string): boolean =>
  /^\d+$/.test(String(fields.first([name])).trim());

const categories = (fields: FieldReader): Pick<ItemPatch, "category" | "product_type"> => {
  const named = NAMES.product_type.filter((name) => !isNumbered(fields, name));
  const value = fields.find(named) ?? fields.find(NAMES.product_type);
  if (value === undefined) return {};
  if (value === null) return { category: null, product_type: null };
  const values: readonly Scalar[] = scalarsIn(value).filter((each) => each !== "");
  const [first = ""] = values;
  // Google lets a product have several paths; the first is its main one.
  const steps: readonly Scalar[] =
    typeof first === "string" && first.includes(">") ? first.split(">", VALUES_LIMIT) : values;
  const category = fields.list(steps, "category");
  const type = fields.clean(first, "product_type");
  return { ...(category.length > 0 ? { category } : {}), ...(type ? { product_type: type } : {}) };
};

function* tagsIn(record: FeedRecord): Generator<Scalar> {
  for (const name of NAMES.tags) {
    for (const value of scalarsIn(record.get(name))) {
      if (typeof value === "string") yield* value.split(",", VALUES_LIMIT);
      else yield value;
    }
  }
}

const groupOf = (fields: FieldReader): string | null | undefined => {
  const group = fields.text(NAMES.group_id, "group_id");
  return typeof group === "string" ? cut(group, IDENTIFIER_LIMIT_CHARACTERS) : group;
};

const marginOf = (fields: FieldReader, item: Pick<ItemPatch, "price" | "sale_price">) => {
  const stated = fields.number(NAMES.margin);
  if (stated !== undefined) return stated;
  const paid = item.sale_price ?? item.price;
  const cost = parsePrice(fields.first(NAMES.cost), undefined);
  return paid && cost ? Math.round((paid.amount - cost.amount) * 100) / 100 : undefined;
};

/** The interval in which a sale holds, without the blanks that Google allows around its slash. */
const intervalOf = (fields: FieldReader) =>
  fields
    .text(NAMES.sale_price_effective_date, "sale_price_effective_date")
    ?.replace(/\s*\/\s*/, "/");

const given = <Value>(name: string, value: Value | undefined) =>
  value === undefined ? {} : { [name]: value };

/** The product that a record states. */
export const itemOf = (
  fields: FieldReader,
  record: FeedRecord,
  options: ReadingOptions,
): ItemPatch => {
  const id = idOf(fields, options);
  const money = prices(fields);
  const title = fields.text(NAMES.title, "title");
  if (title && !READABLE.test(title)) {
    fields.warn("no_title", "the title has no letter and no digit", "title");
  } else if (!title && options.kind === "replace") {
    fields.warn("no_title", "the product has no title", "title");
  }
  const tags = fields.list(tagsIn(record), "tags");
  const attributes = attributesOf(record, options.id_field, fields.plain);
  return {
    id,
    ...given("group_id", groupOf(fields)),
    ...given("title", title),
    ...given("description", fields.text(NAMES.description, "description")),
    ...given("link", fields.address(NAMES.link, "link")),
    ...given("image_link", fields.address(NAMES.image_link, "image_link")),
    ...money,
    ...given("sale_price_effective_date", intervalOf(fields)),
    ...given("availability", availabilityOf(fields, options)),
    ...given("brand", fields.text(NAMES.brand, "brand")),
    ...categories(fields),
    ...given("tags", tags.length > 0 ? tags : undefined),
    ...given("gtin", fields.text(NAMES.gtin, "gtin")),
    ...given("mpn", fields.text(NAMES.mpn, "mpn")),
    ...given("condition", fields.text(NAMES.condition, "condition")),
    ...given("quantity", quantityOf(fields, options)),
    ...given("margin", marginOf(fields, money)),
    ...given("updated_at", fields.text(NAMES.updated_at, "updated_at")),
    ...given("attributes", attributes),
  };
};
