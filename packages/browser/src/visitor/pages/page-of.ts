/**
 * The address without a fragment that only names a place on the page, which is no other page; that of
 * a router stays (`#/basket`, `#!/basket`).
 */
export const pageOf = (url: string): string => url.replace(/#(?!!?\/).*/, "");
