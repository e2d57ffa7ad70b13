import { startOtherOrigin, type OtherOrigin } from "./other-origin.ts";

export type SiteOptions = {
  /** Runs before everything else on the page. */
  first?: string;
  /** Runs when `window.nextmove` is there, perhaps only the stub. */
  last?: string;
};

/** A site of one page under every address, by the stub and the script tag, with consent. */
export const startSite = (
  endpoint: string,
  { first = "", last = "" }: SiteOptions = {},
): Promise<OtherOrigin> =>
  startOtherOrigin(`<!doctype html>
<html lang="en">
  <head>
    <title>A site</title>
    <link rel="icon" href="data:," />
    <script>${first}</script>
    <script src="${endpoint}/nextmove-stub.js"></script>
    <script async src="${endpoint}/nextmove.js" data-key="pk_test_demo" data-case="shop"
      data-consent="granted"></script>
    <script>${last}</script>
  </head>
  <body><h1>A site</h1></body>
</html>`);
