/** The path of a router that works in the fragment: `#/basket`, `#!/basket`. */
const ROUTE = /^#!?\//;

/** The address without a fragment that only names a place on the page. */
function pageOf(url: string): string {
  const [page = "", fragment = ""] = url.split(/(?=#)/);
  return ROUTE.test(fragment) ? page + fragment : page;
}

/** Whether two addresses show the same page: another place on it is no other page. */
export const isSamePage = (url: string, other: string): boolean => pageOf(url) === pageOf(other);
