// @ts-check
import { collectionOf } from "./catalogue.js";
import { PRODUCTS } from "./products.js";

/** @param {string} text */
const wordsOf = (text) => text.toLowerCase().match(/\p{L}+/gu) ?? [];

/** "mugs" finds "mug", and the other way round. @param {string} word */
const stemOf = (word) => (word.length > 3 ? word.replace(/e?s$/, "") : word);

/** A word in the name says more than one in the description. */
const WEIGHTS = { name: 4, shelf: 3, material: 2, text: 1 };

const INDEX = PRODUCTS.map((product) => ({
  product,
  fields: {
    name: wordsOf(product.name),
    shelf: wordsOf(collectionOf(product.category)?.name ?? ""),
    material: wordsOf(product.material),
    text: wordsOf(product.text),
  },
}));

/**
 * Products that have every word of the query, best match first. A word matches the start of another.
 * @param {string} query
 */
export function search(query) {
  const stems = wordsOf(query).map(stemOf);
  if (stems.length === 0) return [];
  return INDEX.map(({ product, fields }) => {
    const scores = stems.map((stem) =>
      Math.max(
        ...Object.entries(WEIGHTS).map(([field, weight]) =>
          fields[/** @type {keyof typeof WEIGHTS} */ (field)].some((word) => word.startsWith(stem))
            ? weight
            : 0,
        ),
      ),
    );
    return { product, score: scores.includes(0) ? 0 : scores.reduce((a, b) => a + b) };
  })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ product }) => product);
}
