const decoded = (text: string): string => {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

// A list asks several times of the same page.
let latest: { readonly pageId: string; readonly products: readonly string[] } | undefined;

/**
 * The ids that a page may be of, likeliest first: its last path segment (`products/529385c`,
 * `https://shop.example/p/529385c?color=red`), and all of it.
 */
export const productsOfPage = (pageId: string | undefined): readonly string[] => {
  if (pageId === undefined) return [];
  if (latest?.pageId !== pageId) latest = { pageId, products: readPage(pageId) };
  return latest.products;
};

const readPage = (pageId: string): string[] => {
  const path = pageId.replace(/[?#].*$/s, "");
  const segment = path.split("/").findLast((part) => part !== "");
  return [...new Set([...(segment === undefined ? [] : [decoded(segment)]), pageId])];
};
