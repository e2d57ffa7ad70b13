const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/**
 * The ids that a page may be of, likeliest first: its last path segment (`products/529385c`,
 * `https://shop.example/p/529385c?color=red`), and all of it.
 */
export const productsOfPage = (pageId: string | undefined): string[] => {
  if (pageId === undefined) return [];
  const path = pageId.replace(/[?#].*$/s, "");
  const segment = path.split("/").findLast((part) => part !== "");
  return [...new Set([...(segment === undefined ? [] : [decoded(segment)]), pageId])];
};
