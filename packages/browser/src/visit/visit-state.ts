import type { EventParams } from "../api.ts";
import { isRecord, isStrings, textOf } from "../shape.ts";

/** What the visitor did in this session, by the names of the edge's state; the latest last. */
export interface VisitState {
  readonly search_strings: readonly string[];
  readonly products_viewed: readonly string[];
  /** On the screen in a list. */
  readonly products_scrolled: readonly string[];
  readonly products_basket: readonly string[];
  readonly products_bought: readonly string[];
}

export const EMPTY_VISIT: VisitState = {
  search_strings: [],
  products_viewed: [],
  products_scrolled: [],
  products_basket: [],
  products_bought: [],
};

/** Of a visit: its basket with the quantities, for what is taken out again. */
export interface Visit {
  readonly state: VisitState;
  readonly quantities: Readonly<Record<string, number>>;
}

export const NEW_VISIT: Visit = { state: EMPTY_VISIT, quantities: {} };

export const isVisit = (value: unknown): value is Visit => {
  if (!isRecord(value) || !isRecord(value["quantities"]) || !isRecord(value["state"])) return false;
  const { state } = value;
  return Object.keys(EMPTY_VISIT).every((name) => isStrings(state[name]));
};

/** Interest is in what came last; a longer list would only make requests larger. */
const LATEST = 20;

/** A larger basket is a test. */
const MAX_BASKET = 100;

/** A search is a few words. */
const SEARCH_LIMIT_CHARACTERS = 100;

interface Line {
  readonly id: string;
  readonly quantity: number;
}

function linesOf({ items }: EventParams): readonly Line[] {
  if (!Array.isArray(items)) return [];
  return items.filter(isRecord).flatMap(({ item_id, quantity }): Line[] => {
    const id = textOf(item_id);
    const count = Number(quantity ?? 1);
    return id ? [{ id, quantity: count > 0 ? count : 1 }] : [];
  });
}

const latest = (before: readonly string[], now: readonly string[]): readonly string[] =>
  [...new Set([...before.filter((each) => !now.includes(each)), ...now])].slice(-LATEST);

/** The basket after its lines have changed by `sign` times their quantity. */
function withBasket(visit: Visit, lines: readonly Line[], sign: 1 | -1): Visit {
  const quantities = new Map(Object.entries(visit.quantities));
  for (const { id, quantity } of lines) {
    const left = (quantities.get(id) ?? 0) + sign * quantity;
    if (left > 0) quantities.set(id, left);
    else quantities.delete(id);
  }
  const basket = [...quantities].slice(-MAX_BASKET);
  return {
    state: { ...visit.state, products_basket: basket.map(([id]) => id) },
    quantities: Object.fromEntries(basket),
  };
}

const emptied = (visit: Visit): Visit => ({
  state: { ...visit.state, products_basket: [] },
  quantities: {},
});

/** The visit after an event, by GA4's names; any other event leaves it as it is. */
export function foldVisit(visit: Visit, name: string, params: EventParams): Visit {
  const { state } = visit;
  const lines = linesOf(params);
  const ids = lines.map(({ id }) => id);
  const listed = (list: keyof VisitState, values: readonly string[]): Visit => ({
    ...visit,
    state: { ...state, [list]: latest(state[list], values) },
  });
  switch (name) {
    case "view_item":
      return listed("products_viewed", ids);
    case "item_impression":
    case "view_item_list":
      return listed("products_scrolled", ids);
    case "search":
    case "view_search_results": {
      const term = textOf(params["search_term"]).trim();
      return term ? listed("search_strings", [term.slice(0, SEARCH_LIMIT_CHARACTERS)]) : visit;
    }
    case "add_to_cart":
      return withBasket(visit, lines, 1);
    case "remove_from_cart":
      return withBasket(visit, lines, -1);
    case "view_cart":
    case "begin_checkout":
      // They name the whole basket: what another tab or another shop page did is put right.
      return lines.length > 0 ? withBasket(emptied(visit), lines, 1) : visit;
    case "purchase":
      return emptied(listed("products_bought", ids));
    default:
      return visit;
  }
}
