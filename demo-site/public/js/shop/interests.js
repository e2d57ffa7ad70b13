// @ts-check
import { lasting } from "./storage.js";

// What the visitor has looked at. It serves personal offers only, so it is kept from one page to the
// next only with consent.

const KEY = "interests";
const REMEMBERED = 12;

/** @type {{ kept: boolean, viewed: string[] }} newest first */
const interests = { kept: false, viewed: [] };

const store = () => lasting.write(KEY, interests.kept ? interests.viewed : undefined);

/** @param {boolean} kept whether the visitor lets the shop remember */
export function keepInterests(kept) {
  if (kept && !interests.kept) {
    const stored = lasting.read(KEY);
    const earlier = Array.isArray(stored) ? stored.filter((id) => typeof id === "string") : [];
    interests.viewed = [...interests.viewed, ...earlier].slice(0, REMEMBERED);
  }
  interests.kept = kept;
  store();
}

/** @param {string} category */
export function noteView(category) {
  interests.viewed = [category, ...interests.viewed].slice(0, REMEMBERED);
  store();
}

/** Categories among the latest views, each once, the most viewed first. */
export function categoriesViewed() {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const id of interests.viewed) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([id]) => id);
}
