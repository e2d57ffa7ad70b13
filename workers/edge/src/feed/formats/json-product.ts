import { JSON_DEPTH_LIMIT } from "@nextmove/contract";
import { addValue, canonicalName, type FeedRecord } from "../fields/record.ts";

type JsonObject = Readonly<Record<string, unknown>>;

const FLATTENED_DEPTH = 4;
/** Types of schema.org that are products; others in a graph describe the page. */
const PRODUCT_TYPES = /^(?:https?:\/\/schema\.org\/)?(?:Individual)?Product(?:Group|Model)?$/;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const objectsIn = (value: unknown): JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

/** Nested names joined by dots; of a list of objects the first. Own keys only, so no name is special. */
const flatten = (
  record: Map<string, unknown>,
  value: JsonObject,
  prefix: string,
  depth: number,
) => {
  for (const [key, each] of Object.entries(value)) {
    const name = prefix + canonicalName(key);
    const one = Array.isArray(each) && isObject(each[0]) ? each[0] : each;
    if (!isObject(one)) addValue(record, name, one);
    else if (depth < FLATTENED_DEPTH) flatten(record, one, `${name}.`, depth + 1);
  }
};

const recordOf = (value: JsonObject): FeedRecord => {
  const record = new Map<string, unknown>();
  flatten(record, value, "", 0);
  return record;
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** The variant's own name behind the product's, unless it says nothing or says it already. */
const titleOf = (product: JsonObject, variant: JsonObject): string => {
  const whole = textOf(product["title"] ?? product["name"]);
  const part = textOf(variant["title"] ?? variant["name"]);
  if (!part || part === "Default Title" || whole.includes(part)) return whole;
  return part.includes(whole) ? part : `${whole} - ${part}`;
};

/** What Shopify numbers (`option1`) under the names the product gives them. */
const optionsOf = (product: JsonObject, variant: JsonObject): JsonObject => {
  const names = Array.isArray(product["options"]) ? product["options"] : [];
  return Object.fromEntries(
    names.flatMap((option: unknown, index) => {
      const name = textOf(isObject(option) ? option["name"] : option);
      const value = variant[`option${index + 1}`];
      return name && name !== "Title" && value !== undefined ? [[name, value]] : [];
    }),
  );
};

const linkOf = (product: JsonObject, variant: JsonObject): JsonObject => {
  const { handle } = product;
  if (typeof handle !== "string") return {};
  const { id } = variant;
  const query = typeof id === "string" || typeof id === "number" ? `?variant=${id}` : "";
  return { handle: `/products/${encodeURIComponent(handle)}${query}` };
};

const withoutKeys = (value: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));

/** Shopify's and Attentive's variants: each is what a visitor can buy. */
const variantsOf = (product: JsonObject, variants: readonly JsonObject[]): FeedRecord[] =>
  variants.map((variant) => {
    const own = withoutKeys(variant, [
      "title",
      "name",
      "product_id",
      "option1",
      "option2",
      "option3",
    ]);
    const common = withoutKeys(product, ["variants", "options", "id", "handle", "name", "title"]);
    return recordOf({
      ...common,
      ...optionsOf(product, variant),
      ...linkOf(product, variant),
      ...own,
      title: titleOf(product, variant),
      group_id: product["id"],
    });
  });

/** schema.org's group: its members inherit what they do not say themselves. */
const membersOf = (group: JsonObject, members: readonly JsonObject[]): FeedRecord[] =>
  members.map((member) =>
    recordOf({
      ...withoutKeys(group, ["hasVariant", "@id", "sku", "productID", "offers"]),
      ...member,
      group_id: group["productGroupID"] ?? group["@id"],
    }),
  );

/** Whether schema.org says that this is something else than a product. */
const isOtherThing = (value: JsonObject): boolean => {
  const type = value["@type"];
  const types = Array.isArray(type) ? type : type === undefined ? [] : [type];
  return types.length > 0 && !types.some((each) => PRODUCT_TYPES.test(textOf(each)));
};

/** What JSON-LD lists things in. */
const listedIn = ({ "@graph": graph, itemListElement: list }: JsonObject): JsonObject[] => [
  ...objectsIn(graph),
  ...objectsIn(list),
];

/** The products that an entry of a JSON feed stands for; null when it is no object. */
export const productsIn = (value: unknown, depth = 0): FeedRecord[] | null => {
  if (!isObject(value)) return null;
  const listed = depth < JSON_DEPTH_LIMIT ? listedIn(value) : [];
  if (listed.length > 0) return listed.flatMap((each) => productsIn(each, depth + 1) ?? []);
  if (isObject(value["item"]) && depth < JSON_DEPTH_LIMIT)
    return productsIn(value["item"], depth + 1);
  if (isOtherThing(value)) return [];
  const variants = objectsIn(value["variants"]);
  if (variants.length > 0) return variantsOf(value, variants);
  const members = objectsIn(value["hasVariant"]);
  if (members.length > 0) return membersOf(value, members);
  if (typeof value["handle"] === "string") return [recordOf({ ...value, ...linkOf(value, {}) })];
  return [recordOf(value)];
};
