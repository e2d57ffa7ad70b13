/** More than the fields of two products that are looked at; those of one product may bring more. */
const REMEMBERED_TEXTS = 10_000;

/** The same, but once for each text: variants of a product share most of theirs. */
export const remembering = (make: (text: string) => string): ((text: string) => string) => {
  const made = new Map<string, string>();
  return (text) => {
    const before = made.get(text);
    if (before !== undefined) return before;
    const result = make(text);
    // What is shared comes back soon; what each has of its own may be without bound.
    if (made.size >= REMEMBERED_TEXTS) made.clear();
    made.set(text, result);
    return result;
  };
};
