import type { LoggedRow } from "./logged-row.ts";

/** Makes rows that say the same share what they say it with: a log repeats itself, and is held in memory. */
export function createInterner(): (row: LoggedRow) => LoggedRow {
  const texts = new Map<string, string>();
  const lists = new Map<string, readonly string[]>();
  const shared = (text: string): string => {
    const known = texts.get(text);
    if (known === undefined) texts.set(text, text);
    return known ?? text;
  };
  const sharedList = (list: readonly string[]): readonly string[] => {
    const key = JSON.stringify(list);
    const known = lists.get(key);
    if (known === undefined) lists.set(key, list);
    return known ?? list;
  };
  return (row) => ({
    ...row,
    observation: {
      c: row.observation.c.map(shared),
      n: row.observation.n.map(([path, value]) => [shared(path), value]),
    },
    actions: sharedList(row.actions),
    action: shared(row.action),
    position: row.position === undefined ? undefined : shared(row.position),
  });
}
