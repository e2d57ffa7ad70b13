// @ts-check
import { collectionOf } from "./catalogue.js";
import { PRODUCTS } from "./products.js";

/** @param {string} text */
const wordsOf = (text) => text.toLowerCase().match(/\p{L}+/gu) ?? [];

/** "mugs" finds "mug", and the other way round. @param {string} word */
const stemOf = (word) => (word.length > 3 ? word.replace(/e?s$/, "") : word);

/** A word in the name says more than one in the description. */
const INDEX = PRODUCTS.map((product) => ({
  product,
  fields: [
    { weight: 4, words: wordsOf(product.name) },
    { weight: 3, words: wordsOf(collectionOf(product.category)?.name ?? "") },
    { weight: 2, words: wordsOf(product.material) },
    { weight: 1, words: wordsOf(product.text) },
  ],
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
        ...fields.map(({ weight, words }) =>
          words.some((word) => word.startsWith(stem)) ? weight : 0,
        ),
      ),
    );
    return { product, score: scores.includes(0) ? 0 : scores.reduce((a, b) => a + b) };
  })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ product }) => product);
}
