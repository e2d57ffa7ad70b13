/** What says of an item that it may come next, and how much so. Stored weights follow this order. */
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
