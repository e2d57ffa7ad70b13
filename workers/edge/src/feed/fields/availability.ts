import type { Availability } from "@nextmove/contract";

const MEANING: Readonly<Record<string, Availability>> = {
  instock: "in_stock",
  available: "in_stock",
  availablefororder: "in_stock",
  limitedavailability: "in_stock",
  onlineonly: "in_stock",
  instoreonly: "in_stock",
  true: "in_stock",
  yes: "in_stock",
  outofstock: "out_of_stock",
  soldout: "out_of_stock",
  discontinued: "out_of_stock",
  reserved: "out_of_stock",
  markassold: "out_of_stock",
  unavailable: "out_of_stock",
  false: "out_of_stock",
  no: "out_of_stock",
  preorder: "preorder",
  presale: "preorder",
  backorder: "backorder",
  onbackorder: "backorder",
  madetoorder: "backorder",
};
const meaning = new Map(Object.entries(MEANING));

/**
 * What Google, Meta, schema.org (`https://schema.org/InStock`) and plain exports call it; a number is a
 * stock.
 *
 * @returns null for what none of them says
 */
export const parseAvailability = (value: unknown): Availability | null => {
  if (typeof value === "boolean") return value ? "in_stock" : "out_of_stock";
  if (typeof value === "number") return value > 0 ? "in_stock" : "out_of_stock";
  if (typeof value !== "string") return null;
  const text = value.trim();
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text) > 0 ? "in_stock" : "out_of_stock";
  const word = text.replace(/^.*[/:]/, "").toLowerCase();
  return meaning.get(word.replace(/[\s_-]+/g, "")) ?? null;
};
