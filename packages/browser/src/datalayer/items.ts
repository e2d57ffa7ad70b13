import type { Item } from "../api.ts";
import { isRecord } from "../plain/shape.ts";
import { fieldsOf, take } from "./fields.ts";

/** Items an event may have, as in GA4. */
const MAX_ITEMS = 200;

// Only what is known to describe a product: a page may put personal data anywhere else. Other names
// are those of Universal Analytics and of Segment.
const FIELDS = fieldsOf(
  "item_id|product_id|id|sku item_name|name item_brand|brand item_category|category item_variant|variant item_list_id|list_id item_list_name|list_name|list price# quantity# index|list_position|position#",
);

const itemOf = (entry: unknown): readonly Item[] => {
  const item: Item = isRecord(entry) ? take([entry], FIELDS) : {};
  return item.item_id || item.item_name ? [item] : [];
};

/**
 * The items of a list, without those that have neither an id nor a name. PHP writes lists with gaps
 * as objects.
 */
export const itemsOf = (list: unknown): readonly Item[] =>
  isRecord(list) ? Object.values(list).slice(0, MAX_ITEMS).flatMap(itemOf) : [];
