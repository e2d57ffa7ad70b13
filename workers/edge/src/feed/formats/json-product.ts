import {
  ADDRESS_LIMIT_CHARACTERS,
  JSON_DEPTH_LIMIT,
  TEXT_LIMIT_CHARACTERS,
} from "@nextmove/contract";
import { ALIASES, NAMED, NAMES } from "../fields/names.ts";
import { cut, plainText } from "../fields/plain-text.ts";
import {
  addValue,
  canonicalName,
  type FeedRecord,
  VALUE_LIMIT_CHARACTERS,
  VALUES_LIMIT,
} from "../fields/record.ts";

type JsonObject = Readonly<Record<string, unknown>>;
/** What an object says, by the canonical names of its members: each as it is flattened. */
type Members = ReadonlyMap<string, FeedRecord>;

const FLATTENED_DEPTH = 4;
/** Shopify's products have no more of them. */
const OPTIONS = ["option1", "option2", "option3"];
/** What a product says of itself alone, and what a variant or member says for its parent or under other names. */
const NOT_OF_VARIANTS = ["variants", "options", "id", "sku", "handle", "name", "title"];
const NOT_OWN = ["title", "name", "product_id", ...OPTIONS];
const NOT_OF_MEMBERS = ["hasVariant", "@id", "sku", "productID", "offers"];
/** Fields that an option may be about; one called after another field ("Quantity" of a pack) is none of them. */
const DESCRIPTIVE: ReadonlySet<string> = new Set([...NAMES.brand, ...NAMES.condition]);
/** Types of schema.org that are products; others in a graph describe the page. */
const PRODUCT_TYPES = /^(?:https?:\/\/schema\.org\/)?(?:Individual)?Product(?:Group|Model)?$/;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const objectsIn = (value: unknown): JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

/** Nested names joined by dots; of a list of objects the first. Own keys only, so no name is special. */
const flatten = (record: Map<string, unknown>, name: string, value: unknown, depth = 0): void => {
  const one: unknown = Array.isArray(value) && isObject(value[0]) ? value[0] : value;
  if (!isObject(one)) return addValue(record, name, one);
  if (depth >= FLATTENED_DEPTH) return;
  for (const [key, each] of Object.entries(one)) {
    flatten(record, `${name}.${canonicalName(key)}`, each, depth + 1);
  }
};

const recordOf = (value: JsonObject): FeedRecord => {
  const record = new Map<string, unknown>();
  for (const [key, each] of Object.entries(value)) flatten(record, canonicalName(key), each);
  return record;
};

const membersIn = (value: JsonObject): Members => {
  const members = new Map<string, Map<string, unknown>>();
  for (const [key, each] of Object.entries(value)) {
    const name = canonicalName(key);
    const member = members.get(name) ?? new Map<string, unknown>();
    members.set(name, member);
    flatten(member, name, each);
  }
  return members;
};

/** What is read with each of many products has to be short: what has a name, and some that has none. */
const shared = (members: Members): Members => {
  let others = 0;
  const isRead = (name: string) => NAMED.has(name) || (others += 1) <= VALUES_LIMIT;
  const kept = [...members].map(([key, member]): [string, FeedRecord] => [
    key,
    new Map([...member].filter(([name]) => isRead(name))),
  ]);
  return new Map(kept.filter(([, member]) => member.size > 0));
};

/** A product's record, of which what stands later replaces what stands before, by whatever name it says the same. */
const layered = (...layers: readonly Members[]): FeedRecord => {
  const record = new Map<string, unknown>();
  const said = new Map<string, FeedRecord>();
  for (const layer of layers) {
    for (const [key, member] of layer) {
      for (const name of said.get(key)?.keys() ?? []) record.delete(name);
      for (const [name, value] of member) {
        // What is left empty says nothing else than the product.
        if (value === null || value === "") continue;
        for (const alias of ALIASES.get(name) ?? []) record.delete(alias);
      }
    }
    for (const [key, member] of layer) {
      said.set(key, member);
      for (const [name, value] of member) record.set(name, value);
    }
  }
  return record;
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Short and clean, for what is made of it is made and cleaned for each variant. */
const nameOf = ({ title, name }: JsonObject): string =>
  cut(plainText(cut(textOf(title ?? name), VALUE_LIMIT_CHARACTERS)), TEXT_LIMIT_CHARACTERS);

/** The variant's own name behind the product's, unless it says nothing or says it already. */
const titleOf = (whole: string, part: string): string => {
  if (!part || part === "Default Title" || whole.includes(part)) return whole;
  return part.includes(whole) ? part : `${whole} - ${part}`;
};

/** The names of what Shopify numbers: `option1` and so on. */
const optionNamesOf = ({ options }: JsonObject): [string, string][] =>
  (Array.isArray(options) ? options.slice(0, OPTIONS.length) : []).flatMap(
    (option: unknown, index) => {
      const name = textOf(isObject(option) ? option["name"] : option);
      const isField = NAMED.has(canonicalName(name)) && !DESCRIPTIVE.has(canonicalName(name));
      return name && !isField ? [[OPTIONS[index] ?? "", name]] : [];
    },
  );

const pathOf = ({ handle }: JsonObject): string | undefined =>
  typeof handle === "string"
    ? `/products/${encodeURIComponent(cut(handle, ADDRESS_LIMIT_CHARACTERS).toWellFormed())}`
    : undefined;

const queryOf = ({ id }: JsonObject): string =>
  typeof id === "string" || typeof id === "number" ? `?variant=${id}` : "";

/** Shopify's export for its administration says only by what rules a variant is sold beyond its stock. */
const availableOf = ({ inventory_policy: policy, inventory_management: by }: JsonObject) =>
  policy === "continue" || by === null ? { available: true } : {};

const without = (value: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));

/** What is there of it. */
const given = (name: string, value: unknown): JsonObject =>
  value === undefined || value === "" ? {} : { [name]: value };

/** Shopify's and Attentive's variants: each is what a visitor can buy. */
function* variantsOf(
  product: JsonObject,
  variants: readonly JsonObject[],
): Generator<FeedRecord, void> {
  const common = shared(membersIn(without(product, NOT_OF_VARIANTS)));
  const group = membersIn(given("group_id", product["id"]));
  const name = nameOf(product);
  const path = pathOf(product);
  const options = optionNamesOf(product);
  for (const variant of variants) {
    const named = options.map(([key, option]) => [option, variant[key]]);
    yield layered(
      membersIn(given("handle", path && path + queryOf(variant))),
      common,
      membersIn(Object.fromEntries(named.filter(([, value]) => value !== undefined))),
      membersIn({ ...availableOf(variant), ...without(variant, NOT_OWN) }),
      membersIn(given("title", titleOf(name, nameOf(variant)))),
      group,
    );
  }
}

/** schema.org's group: its members inherit what they do not say themselves. */
function* groupedIn(
  group: JsonObject,
  members: readonly JsonObject[],
): Generator<FeedRecord, void> {
  const common = shared(membersIn(without(group, NOT_OF_MEMBERS)));
  const id = membersIn(given("group_id", group["productGroupID"] ?? group["@id"]));
  for (const member of members) yield layered(common, membersIn(member), id);
}

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

/** The products that an entry of a JSON feed stands for, each made when it is asked for. */
export function* productsIn(value: JsonObject, depth = 0): Generator<FeedRecord, void> {
  const listed = depth < JSON_DEPTH_LIMIT ? listedIn(value) : [];
  const variants = objectsIn(value["variants"]);
  const members = objectsIn(value["hasVariant"]);
  if (listed.length > 0) {
    for (const each of listed) yield* productsIn(each, depth + 1);
  } else if (isObject(value["item"]) && depth < JSON_DEPTH_LIMIT) {
    yield* productsIn(value["item"], depth + 1);
  } else if (isOtherThing(value)) return;
  else if (variants.length > 0) yield* variantsOf(value, variants);
  else if (members.length > 0) yield* groupedIn(value, members);
  else yield recordOf({ ...value, ...given("handle", pathOf(value)) });
}
