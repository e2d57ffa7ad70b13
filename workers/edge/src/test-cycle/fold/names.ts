/**
 * Ids and channels come from pages that anybody can open: beyond this many different ones the rest is
 * counted together.
 */
const NAMES_LIMIT = 500;
export const OTHER_NAMES = "…";

/** The entry of a name, made when there is none. */
export const entryOf = <Entry>(
  entries: Map<string, Entry>,
  name: string,
  none: () => Entry,
): Entry => {
  const key = entries.has(name) || entries.size < NAMES_LIMIT ? name : OTHER_NAMES;
  const found = entries.get(key) ?? none();
  entries.set(key, found);
  return found;
};

/**
 * What is left of entries that became too many: the most frequent stay, the others are one.
 *
 * @param times how often an entry's name came
 */
export const mostFrequentNames = <Entry>(
  entries: Map<string, Entry>,
  times: (entry: Entry) => number,
  add: (first: Entry | undefined, second: Entry) => Entry,
): Map<string, Entry> => {
  const named = [...entries].filter(([name]) => name !== OTHER_NAMES);
  if (named.length <= NAMES_LIMIT) return entries;
  named.sort(([, first], [, second]) => times(second) - times(first));
  let others = entries.get(OTHER_NAMES);
  for (const [, entry] of named.splice(NAMES_LIMIT)) others = add(others, entry);
  const kept = new Map(named);
  if (others !== undefined) kept.set(OTHER_NAMES, others);
  return kept;
};
