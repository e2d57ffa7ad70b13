import type { Delivery, DropReason } from "@nextmove/contract";

export const NO_DELIVERY: Delivery = { received: 0, missing: 0, dropped: {} };

/** `left + sign × right` */
export const addDelivery = (left: Delivery, right: Delivery, sign: 1 | -1 = 1): Delivery => {
  const dropped = { ...left.dropped };
  for (const [reason, count] of Object.entries(right.dropped) as [DropReason, number][]) {
    const sum = (dropped[reason] ?? 0) + sign * count;
    if (sum === 0) delete dropped[reason];
    else dropped[reason] = sum;
  }
  return {
    received: left.received + sign * right.received,
    missing: left.missing + sign * right.missing,
    dropped,
  };
};

export const isNoDelivery = ({ received, missing, dropped }: Delivery): boolean =>
  received === 0 && missing === 0 && Object.keys(dropped).length === 0;
