import { expect, it } from "vitest";
import { discreetPhrase, phrase } from "./phrase.ts";

it.each([
  ["bought", "Red shoes", undefined, "bought together with Red shoes"],
  ["bought", undefined, undefined, "often bought together"],
  ["searched", undefined, "red shoes", "found by “red shoes”"],
  ["near", "Red shoes", undefined, "often looked at together with Red shoes"],
  ["popular", "Red shoes", "red", "popular right now"],
  ["pinned", undefined, undefined, "chosen by the shop"],
  ["constructor", undefined, undefined, "looked at by visitors like you"],
])("%s by %s says: %s", (reason, name, search, words) => {
  expect(phrase(reason, name, search)).toBe(words);
});

it.each([
  ["viewed", "looked at by visitors like you"],
  ["searched", "looked at by visitors like you"],
  ["popular", "popular right now"],
  ["pinned", "chosen by the shop"],
])("%s says without the visit: %s", (reason, words) => {
  expect(discreetPhrase(reason)).toBe(words);
});
