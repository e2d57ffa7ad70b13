import { once } from "node:events";
import { createServer } from "node:http";

/** A site that is not the shop, on an origin and a site of its own. */
export type OtherOrigin = {
  url: string;
  /** The paths that were asked for so far. */
  paths: readonly string[];
  close(): Promise<void>;
};

/** Serves one page under every address. */
export async function startOtherOrigin(
  html: string,
  headers: Record<string, string> = {},
): Promise<OtherOrigin> {
  const paths: string[] = [];
  const server = createServer(({ url: path = "/" }, response) => {
    paths.push(path);
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers }).end(html);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("no port");
  return {
    // By name: to a browser another site than the shop's address, with cookies of its own.
    url: `http://localhost:${address.port}`,
    paths,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A page with nothing but the stub and the script tag, as the documentation has them. */
export const pageWithScriptTag = (endpoint: string): string => `<!doctype html>
<html lang="en">
  <head>
    <title>Another site</title>
    <link rel="icon" href="data:," />
    <script src="${endpoint}/nextmove-stub.js"></script>
    <script async src="${endpoint}/nextmove.js" data-key="pk_test_demo" data-case="shop"
      data-consent="granted"></script>
  </head>
  <body><h1>Another site</h1></body>
</html>`;
