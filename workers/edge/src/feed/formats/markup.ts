import { NAMES } from "../fields/names.ts";

/**
 * Elements of HTML that format a text and that no feed calls a field. https://html.spec.whatwg.org/#elements-3
 */
const FORMATTING = new Set(
  (
    "a abbr b bdi bdo big blockquote br center cite dd del dfn div dl dt em font h1 h2 h3 h4 h5 h6 hr i ins kbd " +
    "li mark nobr ol p pre s samp script small span strike strong sub sup table tbody td tfoot th thead tr tt " +
    "u ul var wbr"
  ).split(" "),
);

/** Where clothes and furniture have no style of their own. */
const TEXTS: ReadonlySet<string> = new Set([...NAMES.title, ...NAMES.description]);

/** Fields that are read as they stand: an image inside of one, say, is a value of its own. */
const VALUES: ReadonlySet<string> = new Set(
  [
    NAMES.id,
    NAMES.group_id,
    NAMES.link,
    NAMES.image_link,
    NAMES.price,
    NAMES.sale_price,
    NAMES.compare_at_price,
    NAMES.currency,
    NAMES.availability,
    NAMES.quantity,
  ].flat(),
);

/** Whether an element inside of the field is markup of its text, which was not escaped: nothing of a feed's own. */
export const isMarkup = (element: string, field: string): boolean => {
  const name = element.replace(/^x?html:/i, "").toLowerCase();
  return name === "style" ? TEXTS.has(field) : FORMATTING.has(name) && !VALUES.has(field);
};
