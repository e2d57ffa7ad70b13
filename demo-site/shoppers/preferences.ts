import type { VisitorState } from "./visitor.ts";

// What visitors like, which only the simulation knows. The service has to find out.

/** The campaign banners of the case `shop`. */
export const BANNERS = [
  "new_arrivals",
  "free_shipping",
  "member_points",
  "gift_wrap",
  "summer_sale",
] as const;
export type Banner = (typeof BANNERS)[number];

export const isBanner = (action: string | undefined): action is Banner =>
  BANNERS.some((banner) => banner === action);

/** Share of visitors that click a banner which says nothing to them in particular. */
const ANYBODY: Record<Banner, number> = {
  new_arrivals: 0.06,
  free_shipping: 0.12,
  member_points: 0.03,
  gift_wrap: 0.04,
  summer_sale: 0.09,
};
/** Nobody clicks always. */
const CLICK_LIMIT = 0.85;
/** Share of those who click that also buy. */
export const PURCHASE_SHARE = 0.25;

type Preference = {
  banner: Banner;
  /** Added to the share that clicks, for visitors of whom `holds` is true. */
  click: number;
  holds: (visitor: VisitorState) => boolean;
};

const cameBy = (source: string) => (visitor: VisitorState) => visitor.campaign?.source === source;

const PREFERENCES: readonly Preference[] = [
  { banner: "new_arrivals", click: 0.32, holds: cameBy("instagram") },
  { banner: "new_arrivals", click: 0.08, holds: ({ hour }) => hour >= 20 },
  {
    banner: "free_shipping",
    click: 0.38,
    holds: ({ basket_value }) => basket_value > 0 && basket_value < 60,
  },
  { banner: "free_shipping", click: 0.08, holds: ({ device }) => device === "mobile" },
  { banner: "member_points", click: 0.34, holds: cameBy("newsletter") },
  { banner: "member_points", click: 0.1, holds: ({ basket_value }) => basket_value >= 60 },
  {
    banner: "gift_wrap",
    click: 0.26,
    holds: ({ categories_viewed }) =>
      categories_viewed.includes("table") || categories_viewed.includes("light"),
  },
  { banner: "gift_wrap", click: 0.12, holds: ({ weekend }) => weekend },
  { banner: "summer_sale", click: 0.36, holds: cameBy("pricecheck") },
  {
    banner: "summer_sale",
    click: 0.2,
    holds: ({ categories_viewed }) => categories_viewed.includes("green"),
  },
];

/** Probability that this visitor clicks this banner. */
export function clickProbability(visitor: VisitorState, banner: Banner): number {
  const liked = PREFERENCES.filter((each) => each.banner === banner && each.holds(visitor));
  return Math.min(
    CLICK_LIMIT,
    liked.reduce((sum, { click }) => sum + click, ANYBODY[banner]),
  );
}

/** The banner this visitor likes best. */
export const bestBanner = (visitor: VisitorState): Banner =>
  BANNERS.reduce((best, banner) =>
    clickProbability(visitor, banner) > clickProbability(visitor, best) ? banner : best,
  );

/** Probability that this visitor clicks a banner drawn by chance. */
export const uniformProbability = (visitor: VisitorState): number =>
  BANNERS.reduce((sum, banner) => sum + clickProbability(visitor, banner), 0) / BANNERS.length;
