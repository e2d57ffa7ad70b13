/** What names a campaign or a click on an advertisement in the address of a landing page. */
const NAMES = /^(utm_\w+|gclid|gbraid|wbraid)$/;

/** Enough to tell one campaign from the next. */
const LIMIT_CHARACTERS = 300;

/** The campaign in an address, as a text that is the same for the same campaign; else undefined. */
export function campaignName(url: string): string | undefined {
  const named = [...new URL(url).searchParams].filter(([name]) => NAMES.test(name));
  const text = named.map((pair) => pair.join("=")).join("&");
  return text.slice(0, LIMIT_CHARACTERS) || undefined;
}
