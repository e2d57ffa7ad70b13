import { drawWeighted, type Random } from "./random.ts";

export type Device = "mobile" | "tablet" | "desktop";
export type Category = "table" | "kitchen" | "light" | "textiles" | "green";

/** What the SDK and the shop would say of a visitor: the state that a decision sees. */
export interface VisitorState {
  readonly page: { readonly path: "/"; readonly referrer?: string };
  readonly device: Device;
  readonly campaign?: { readonly source: string; readonly medium: string };
  readonly categories_viewed: readonly Category[];
  readonly basket_items: number;
  readonly basket_value: number;
  readonly hour: number;
  readonly weekend: boolean;
}

type Arrival = Pick<VisitorState, "page" | "campaign">;

const arrivedBy = (source: string, medium: string, referrer?: string): Arrival => ({
  page: { path: "/", ...(referrer !== undefined && { referrer }) },
  campaign: { source, medium },
});

const direct: Arrival = { page: { path: "/" } };
const search: Arrival = { page: { path: "/", referrer: "www.google.com" } };
const newsletter = arrivedBy("newsletter", "email");
const social = arrivedBy("instagram", "social", "l.instagram.com");
const comparison = arrivedBy("pricecheck", "cpc", "pricecheck.example");

const WEEKEND_SHARE = 2 / 7;

function drawCategories(random: Random): Category[] {
  const count = Math.floor(random() * 3);
  const drawn = Array.from({ length: count }, () =>
    drawWeighted<Category>(random, [
      [3, "table"],
      [3, "kitchen"],
      [2, "light"],
      [2, "textiles"],
      [3, "green"],
    ]),
  );
  return [...new Set(drawn)];
}

/** Draws one visitor as they might come to the front page. */
export function drawVisitor(random: Random): VisitorState {
  const device = drawWeighted<Device>(random, [
    [11, "mobile"],
    [8, "desktop"],
    [1, "tablet"],
  ]);
  const arrival = drawWeighted<Arrival>(random, [
    [5, direct],
    [5, search],
    [4, newsletter],
    [4, social],
    [3, comparison],
  ]);
  const items = random() < 0.3 ? 1 + Math.floor(random() * 3) : 0;
  return {
    ...arrival,
    device,
    categories_viewed: drawCategories(random),
    basket_items: items,
    basket_value: Math.round(items * (18 + random() * 60)),
    hour: Math.floor(7 + random() * 16),
    weekend: random() < WEEKEND_SHARE,
  };
}
