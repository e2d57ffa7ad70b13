import type { Item } from "../api.ts";
import type { ShopEvent } from "./shop-event.ts";

/**
 * How long after an event the same one in another form is taken for its copy: tags that copy events
 * run right away, or when their library has loaded.
 */
const COPY_WINDOW_MS = 5_000;

/** Events compared with; more than a page pushes in that time. */
const MAX_RECENT = 100;

interface Seen {
  readonly key: string;
  readonly forms: string[];
  readonly at: number;
}

const keyOf = ({ name, params }: ShopEvent): string => {
  const { transaction_id, search_term, promotion_id, items = [] } = params;
  const ids = (items as readonly Item[])
    .map(({ item_id, item_name }) => `${item_id ?? item_name}`)
    .sort((a, b) => (a < b ? -1 : 1)); // Each form may list them in an order of its own.
  return [name, transaction_id, search_term, promotion_id, ...ids].join("|");
};

/**
 * Tells for each event whether it is a copy: shops write one event in two or three forms (for gtag,
 * for the Tag Manager, for Universal Analytics), each form once per event. The same event twice in
 * the same form did happen twice.
 */
export function createCopyFilter(now: () => number): (event: ShopEvent) => boolean {
  let recent: readonly Seen[] = [];
  return (event) => {
    const key = keyOf(event);
    const at = now();
    recent = recent.filter((seen) => at - seen.at < COPY_WINDOW_MS).slice(-MAX_RECENT);
    const original = recent.find((seen) => seen.key === key && !seen.forms.includes(event.form));
    if (original) original.forms.push(event.form);
    else recent = [...recent, { key, forms: [event.form], at }];
    return !!original;
  };
}
