import { describe, expect } from "vitest";

import { startOtherOrigin } from "./edge/other-origin.ts";
import { it } from "./visit/it.ts";

type Published = { version: string; integrity: Record<string, string> };

const published = async (shopUrl: string): Promise<Published> =>
  (await fetch(`${shopUrl}/nextmove-integrity.json`)).json() as Promise<Published>;

const pageWith = (src: string, integrity: string | undefined) => `<!doctype html>
<html lang="en">
  <head>
    <title>Another site</title>
    <link rel="icon" href="data:," />
    <script src="${src}" integrity="${integrity}" crossorigin data-key="pk_test_demo"
      data-case="shop"></script>
  </head>
  <body></body>
</html>`;

describe("a script of one version", () => {
  it("may be kept for ever, unlike the one without a version", async ({ shopUrl }) => {
    const { version } = await published(shopUrl);
    const cached = async (path: string) =>
      (await fetch(`${shopUrl}/${path}`)).headers.get("cache-control");
    expect(await cached(`nextmove-${version}.js`)).toBe("public, max-age=31536000, immutable");
    expect(await cached(`nextmove-stub-${version}.js`)).toContain("immutable");
    expect(await cached("nextmove.js")).not.toContain("immutable");
  });

  it("says where its source map is", async ({ shopUrl }) => {
    const { version } = await published(shopUrl);
    const { headers } = await fetch(`${shopUrl}/nextmove-${version}.js`);
    const map = await fetch(new URL(headers.get("sourcemap") ?? "/none", shopUrl));
    const { sources }: { sources: string[] } = (await map.json()) as { sources: string[] };
    expect(sources).toContain("../src/script.ts");
  });

  it.for([
    ["is taken by its published hash", (hash: string) => hash, true],
    ["is refused by another", (hash: string) => hash.replace(/-.{4}/, "-AAAA"), false],
  ] as const)("%s", async ([, hashOf, runs], { page, shopUrl }) => {
    const { version, integrity } = await published(shopUrl);
    const name = `nextmove-${version}.js`;
    const site = await startOtherOrigin(
      pageWith(`${shopUrl}/${name}`, hashOf(integrity[name] ?? "")),
    );
    try {
      await page.goto(site.url);
      expect(await page.evaluate(() => typeof window.nextmove?.decide === "function")).toBe(runs);
    } finally {
      await site.close();
    }
  });
});
