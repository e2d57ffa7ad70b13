import {
  type FeedCode,
  type FeedItem,
  type FeedOptions,
  identifier,
  LIST_LIMIT_ENTRIES,
  TEXT_LIMIT_CHARACTERS,
} from "@nextmove/contract";
import { attributesOf } from "./attributes.ts";
import { parseAddress } from "./fields/address.ts";
import { parseAvailability } from "./fields/availability.ts";
import { cut, plainText } from "./fields/plain-text.ts";
import { parsePrice } from "./fields/price.ts";
import { NAMES } from "./names.ts";
import { canonicalName, type FeedRecord } from "./record.ts";

/** A product as an update states it: what it does not name stays, what it names as null goes. */
export type ItemPatch = { id: string } & { [Field in keyof FeedItem]?: FeedItem[Field] | null };

export type Entry = { op: "put"; item: ItemPatch } | { op: "delete"; id: string };

/** Something wrong with a field. */
export interface Finding {
  code: FeedCode;
  message: string;
  field?: string;
}

export type Normalised =
  | { ok: true; entry: Entry; warnings: Finding[] }
  | { ok: false; id?: string; finding: Finding };

export type NormaliseOptions = Pick<FeedOptions, "currency" | "base_url" | "id_field" | "mode"> & {
  /** Of a full feed the fields that are not there have defaults; of an update they stay. */
  kind: "replace" | "update";
};

/** A rejection on its way out of the fields. */
class Rejected {
  readonly finding: Finding;
  constructor(finding: Finding) {
    this.finding = finding;
  }
}

type Scalar = string | number | boolean;

const isScalar = (value: unknown): value is Scalar =>
  ["string", "number", "boolean"].includes(typeof value);

const scalarsIn = (value: unknown): Scalar[] =>
  (Array.isArray(value) ? (value as unknown[]) : [value]).filter(isScalar);

const isTrue = (value: unknown): boolean =>
  value === true || (typeof value === "string" && /^(?:true|yes|1)$/i.test(value.trim()));

/** Reads the fields of one record; what is wrong with them collects as warnings. */
class FieldReader {
  readonly warnings: Finding[] = [];
  readonly #record: FeedRecord;
  readonly #options: NormaliseOptions;

  constructor(record: FeedRecord, options: NormaliseOptions) {
    this.#record = record;
    this.#options = options;
  }

  /** In lenient mode the item goes on without the field. */
  warn(code: FeedCode, message: string, field: string): void {
    const finding = { code, message, field };
    if (this.#options.mode === "strict") throw new Rejected(finding);
    this.warnings.push(finding);
  }

  reject(code: FeedCode, message: string, field: string): never {
    throw new Rejected({ code, message, field });
  }

  /** The first of the names that has a value; null when one is named as nothing. */
  find(names: readonly string[]): unknown {
    let isNull = false;
    for (const name of names) {
      const value = this.#record.get(name);
      if (value === null) isNull = true;
      else if (value !== undefined && scalarsIn(value).some((each) => each !== "")) return value;
    }
    return isNull ? null : undefined;
  }

  first(names: readonly string[]): Scalar | null | undefined {
    const value = this.find(names);
    return value === null ? null : scalarsIn(value).find((each) => each !== "");
  }

  clean(value: Scalar, field: string, limit = TEXT_LIMIT_CHARACTERS): string {
    const text = plainText(String(value));
    if (text.includes("\uFFFD")) this.warn("bad_encoding", "holds bytes that are no text", field);
    return cut(text, limit);
  }

  text(names: readonly string[], field: string): string | null | undefined {
    const value = this.first(names);
    if (value === null || value === undefined) return value;
    return this.clean(value, field) || undefined;
  }

  list(values: readonly Scalar[], field: string): string[] {
    const texts = values.map((value) => this.clean(value, field)).filter((text) => text !== "");
    return [...new Set(texts)].slice(0, LIST_LIMIT_ENTRIES);
  }

  address(names: readonly string[], field: string): string | null | undefined {
    const value = this.first(names);
    if (value === null || value === undefined) return value;
    const text = String(value).trim();
    // What Shopify calls a handle is a path on a shop that the feed does not name.
    const isPath = text.startsWith("/products/") && this.#record.get("handle") === value;
    if (isPath && !this.#options.base_url) return undefined;
    const address = parseAddress(text, this.#options.base_url);
    if (address !== null) return address;
    const message = `${JSON.stringify(cut(text, 80))} is no http(s) address`;
    if (field === "link") this.reject("bad_url", message, field);
    this.warn("bad_url", message, field);
    return undefined;
  }

  price(names: readonly string[], field: string) {
    const value = this.first(names);
    if (value === null || value === undefined) return value;
    const currency = this.first(NAMES.currency);
    const named = typeof currency === "string" && /^[A-Za-z]{3}$/.test(currency.trim());
    const price = parsePrice(value, named ? currency.trim().toUpperCase() : this.#options.currency);
    if (price === null) {
      this.reject("bad_price", `${JSON.stringify(cut(String(value), 80))} is no price`, field);
    }
    return price;
  }

  number(names: readonly string[]): number | null | undefined {
    const value = this.first(names);
    if (value === null) return null;
    const number = typeof value === "string" ? Number(value.trim() || NaN) : value;
    return typeof number === "number" && Number.isFinite(number) ? number : undefined;
  }
}

const idOf = (fields: FieldReader, options: NormaliseOptions): string => {
  const names = options.id_field === undefined ? NAMES.id : [canonicalName(options.id_field)];
  const value = fields.first(names);
  const text = value === null || value === undefined ? "" : String(value).trim();
  if (text === "") fields.reject("missing_id", "the product has no id", "id");
  if (text.includes("\uFFFD")) {
    fields.reject("bad_encoding", "the id holds bytes that are no text", "id");
  }
  const id = identifier.safeParse(text);
  if (id.success) return id.data;
  return fields.reject("too_long", `the id ${id.error.issues[0]?.message ?? "is too long"}`, "id");
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

const availabilityOf = (fields: FieldReader, options: NormaliseOptions) => {
  const value = fields.first(NAMES.availability) ?? fields.first(NAMES.quantity);
  if (value === undefined || value === null) {
    return options.kind === "replace" ? ("in_stock" as const) : undefined;
  }
  const known = parseAvailability(value);
  if (known) return known;
  const text = JSON.stringify(cut(String(value), 40));
  fields.warn("unknown_availability", `${text} is taken for in_stock`, "availability");
  return "in_stock" as const;
};

const categories = (fields: FieldReader): Pick<ItemPatch, "category" | "product_type"> => {
  const value = fields.find(NAMES.product_type);
  if (value === undefined) return {};
  if (value === null) return { category: null, product_type: null };
  const values: readonly Scalar[] = scalarsIn(value).filter((each) => each !== "");
  const [first = ""] = values;
  // Google lets a product have several paths; the first is its main one.
  const steps: readonly Scalar[] =
    typeof first === "string" && first.includes(">") ? first.split(">") : values;
  const category = fields.list(steps, "category");
  const type = fields.clean(first, "product_type");
  return { ...(category.length > 0 ? { category } : {}), ...(type ? { product_type: type } : {}) };
};

const tagsOf = (fields: FieldReader, record: FeedRecord): string[] => {
  const values = NAMES.tags.flatMap((name) => scalarsIn(record.get(name)));
  const split = values.flatMap((value): Scalar[] =>
    typeof value === "string" ? value.split(",") : [value],
  );
  return fields.list(split, "tags");
};

const marginOf = (fields: FieldReader, item: Pick<ItemPatch, "price" | "sale_price">) => {
  const stated = fields.number(NAMES.margin);
  if (stated !== undefined) return stated;
  const paid = item.sale_price ?? item.price;
  const cost = parsePrice(fields.first(NAMES.cost), undefined);
  return paid && cost ? Math.round((paid.amount - cost.amount) * 100) / 100 : undefined;
};

const given = <Value>(name: string, value: Value | undefined) =>
  value === undefined ? {} : { [name]: value };

const itemOf = (fields: FieldReader, record: FeedRecord, options: NormaliseOptions): ItemPatch => {
  const id = idOf(fields, options);
  const money = prices(fields);
  const title = fields.text(NAMES.title, "title");
  if (!title && options.kind === "replace") {
    fields.warn("no_title", "the product has no title", "title");
  }
  const tags = tagsOf(fields, record);
  const attributes = attributesOf(record, options.id_field);
  return {
    id,
    ...given("group_id", fields.text(NAMES.group_id, "group_id")?.slice(0, 256) || undefined),
    ...given("title", title),
    ...given("description", fields.text(NAMES.description, "description")),
    ...given("link", fields.address(NAMES.link, "link")),
    ...given("image_link", fields.address(NAMES.image_link, "image_link")),
    ...money,
    ...given(
      "sale_price_effective_date",
      fields.text(NAMES.sale_price_effective_date, "sale_price_effective_date"),
    ),
    ...given("availability", availabilityOf(fields, options)),
    ...given("brand", fields.text(NAMES.brand, "brand")),
    ...categories(fields),
    ...given("tags", tags.length > 0 ? tags : undefined),
    ...given("gtin", fields.text(NAMES.gtin, "gtin")),
    ...given("mpn", fields.text(NAMES.mpn, "mpn")),
    ...given("condition", fields.text(NAMES.condition, "condition")),
    ...given("quantity", fields.number(NAMES.quantity)),
    ...given("margin", marginOf(fields, money)),
    ...given("updated_at", fields.text(NAMES.updated_at, "updated_at")),
    ...given("attributes", attributes),
  };
};

const isDeletion = (record: FeedRecord): boolean => {
  const op = record.get("op");
  return isTrue(record.get("deleted")) || (typeof op === "string" && op.toLowerCase() === "delete");
};

/** Reads a record of any format as a product, or says why it is none. Never throws. */
export const normalise = (record: FeedRecord, options: NormaliseOptions): Normalised => {
  const fields = new FieldReader(record, options);
  let id: string | undefined;
  try {
    id = idOf(fields, options);
    if (isDeletion(record)) {
      return { ok: true, entry: { op: "delete", id }, warnings: fields.warnings };
    }
    const item = itemOf(fields, record, options);
    return { ok: true, entry: { op: "put", item }, warnings: fields.warnings };
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    return { ok: false, ...(id === undefined ? {} : { id }), finding: error.finding };
  }
};
