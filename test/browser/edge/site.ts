import { startOtherOrigin, type OtherOrigin } from "./other-origin.ts";

export type SiteOptions = {
  /** Runs before everything else on the page. */
  first?: string;
  /** Runs when `window.nextmove` is there, perhaps only the stub. */
  last?: string;
  /** What the script tag says of consent. */
  consent?: "pending" | "granted" | "denied";
  /** Whether the script tag asks for nothing to be kept. */
  cookieless?: boolean;
  headers?: Record<string, string>;
};

/** What a policy may name to allow the page's own scripts, and no others that are written in it. */
export const NONCE = "c2l0ZQ==";

/** A site of one page under every address, by the stub and the script tag, with consent. */
export const startSite = (
  endpoint: string,
  {
    first = "",
    last = "",
    consent = "granted",
    cookieless = false,
    headers = {},
  }: SiteOptions = {},
): Promise<OtherOrigin> =>
  startOtherOrigin(
    `<!doctype html>
<html lang="en">
  <head>
    <title>A site</title>
    <link rel="icon" href="data:," />
    <script nonce="${NONCE}">${first}</script>
    <script nonce="${NONCE}" src="${endpoint}/nextmove-stub.js"></script>
    <script nonce="${NONCE}" async src="${endpoint}/nextmove.js" data-key="pk_test_demo"
      data-case="shop" data-consent="${consent}"${cookieless ? " data-cookieless" : ""}></script>
    <script nonce="${NONCE}">${last}</script>
  </head>
  <body><h1>A site</h1></body>
</html>`,
    headers,
  );
