// @ts-check

/** @typedef {{ title: string, text: string }} Incentive */

/** What the checkout can offer, by the name of the action in the case `checkout`. @type {Record<import("../shop/totals.js").IncentiveId, Incentive>} */
export const INCENTIVES = {
  no_incentive: {
    title: "Take your time with it",
    text: "Every order can come back within 60 days, used or not.",
  },
  free_delivery: {
    title: "Delivery is on us",
    text: "We take the delivery fee off this order.",
  },
  five_percent: {
    title: "5 % off, to say thanks",
    text: "Already taken off the total. No code needed.",
  },
  free_gift: {
    title: "A small gift comes with it",
    text: "We put a beeswax tea light in your parcel.",
  },
};
