const LETTERS = "abcdefghijklmnopqrstuvwxyz".split("");
/** In shorter words every slip is another word. */
export const LEAST_LETTERS = 4;
/** Nobody types longer ones. */
const MOST_LETTERS = 20;

/**
 * What may have been meant by a word that nobody knows: all that is one slip away from it, a letter
 * too many, too few, another one, or two swapped (Damerau 1964). Looked up, not searched for: that takes
 * the same few hundred steps however many words there are.
 */
export function* slipsOf(word: string): Generator<string, void> {
  const letters = Array.from(word);
  if (letters.length < LEAST_LETTERS || letters.length > MOST_LETTERS) return;
  for (let at = 0; at <= letters.length; at++) {
    const before = letters.slice(0, at).join("");
    const [first = "", second = "", ...rest] = letters.slice(at);
    const behind = second + rest.join("");
    if (first !== "") yield before + behind;
    if (second !== "") yield before + second + first + rest.join("");
    for (const letter of LETTERS) {
      if (first !== "") yield before + letter + behind;
      yield before + letter + first + behind;
    }
  }
}
