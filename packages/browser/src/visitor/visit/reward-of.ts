import type { EventParams, Reward } from "../../api.ts";
import { recordsOf, textOf } from "../../plain/shape.ts";

/** What the products cost together, when the event itself does not say. */
function sumOf({ items }: EventParams): number {
  if (!Array.isArray(items)) return Number.NaN;
  let sum = 0;
  for (const { price, quantity = 1 } of recordsOf(items)) sum += Number(price) * Number(quantity);
  return sum;
}

/** The reward that a tracked event is: its value, negative when the money went back. */
export function rewardOf(name: string, params: EventParams): Reward {
  const [value] = [Number(params["value"] ?? Number.NaN), sumOf(params)].filter(Number.isFinite);
  const order = textOf(params["transaction_id"]);
  return {
    event_type: name,
    value: name === "refund" && value ? -value : value,
    order_id: order || undefined,
  };
}
