/**
 * The address without a fragment that only names a place on the page; that of a router stays
 * (`#/basket`, `#!/basket`).
 */
const pageOf = (url: string): string => url.replace(/#(?!!?\/).*/, "");

/** Whether two addresses show the same page: another place on it is no other page. */
export const isSamePage = (url: string, other: string): boolean => pageOf(url) === pageOf(other);
