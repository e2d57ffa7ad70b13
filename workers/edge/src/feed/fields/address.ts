import { ADDRESS_LIMIT_CHARACTERS } from "@nextmove/contract";

/**
 * A link as browsers write it, relative ones completed.
 *
 * @returns null for what is no http(s) address: `javascript:` is one that a shop's page would run
 */
export const parseAddress = (text: string, baseUrl: string | undefined): string | null => {
  if (text.length > ADDRESS_LIMIT_CHARACTERS) return null;
  const url = URL.parse(text, baseUrl);
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) return null;
  if (url.username || url.password || url.href.length > ADDRESS_LIMIT_CHARACTERS) return null;
  return url.href;
};
