/**
 * What says of an item that it may come next, and how much so. Stored weights follow this order, and so does what is
 * stored of lists' heads: another order is another `HEAD_SPACE`.
 */
export const PARTS = [
  "viewed",
  "sequential",
  "associated",
  "after",
  "near",
  "distant",
  "similar",
  "searched",
] as const;
export type PartName = (typeof PARTS)[number];
