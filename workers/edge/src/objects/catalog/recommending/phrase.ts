import type { Recommendation } from "@nextmove/engine";

/** A reason a visitor can read. `name` is the title of what brought the product up, or its id. */
export const phrase = (
  reason: Recommendation["reason"],
  name: string | undefined,
  search: string | undefined,
): string => {
  switch (reason) {
    case "viewed":
      return "you looked at it";
    case "bought":
      return name === undefined ? "often bought together" : `bought together with ${name}`;
    case "similar":
      return name === undefined ? "similar to what you looked at" : `similar to ${name}`;
    case "searched":
      return search === undefined ? "found by your search" : `found by “${search}”`;
    case "sequential":
    case "after":
      return name === undefined ? "often looked at next" : `often looked at after ${name}`;
    case "associated":
    case "near":
      return name === undefined
        ? "looked at by visitors like you"
        : `often looked at together with ${name}`;
    case "distant":
      return "looked at by visitors like you";
    case "popular":
      return "popular right now";
  }
};
