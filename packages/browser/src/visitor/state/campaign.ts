const NAMES = ["source", "medium", "campaign", "term", "content"] as const;

/** Google's click ids. Only that there is one becomes state: an id identifies a click. */
const CLICK_IDS = ["gclid", "gbraid", "wbraid"];

/** Campaign names are short; what is longer is data that strayed into the address. */
const VALUE_LIMIT_CHARACTERS = 100;

export type Campaign = Partial<Record<(typeof NAMES)[number], string>> & { ad_click?: true };

/** The campaign that brought the visitor here, or undefined when the address names none. */
export function campaign(query: URLSearchParams): Campaign | undefined {
  const found: Campaign = {};
  for (const name of NAMES) {
    const value = query.get(`utm_${name}`);
    if (value) found[name] = value.slice(0, VALUE_LIMIT_CHARACTERS);
  }
  if (CLICK_IDS.some((name) => query.has(name))) found.ad_click = true;
  return Object.keys(found).length > 0 ? found : undefined;
}
