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

  it("says where its source map is, and so does what has no version", async ({ shopUrl }) => {
    const { version } = await published(shopUrl);
    const sourcesOf = async (name: string) => {
      const script = await fetch(`${shopUrl}/${name}`);
      const [, linked] = /^\/\/# sourceMappingURL=(.*)$/m.exec(await script.text()) ?? [];
      const map = script.headers.get("sourcemap") ?? linked ?? "none";
      const read = await fetch(new URL(map, `${shopUrl}/${name}`));
      return ((await read.json()) as { sources: string[] }).sources;
    };
    expect(await sourcesOf(`nextmove-${version}.js`)).toContain("../src/script.ts");
    expect(await sourcesOf("nextmove.js")).toContain("../src/script.ts");
    expect(await sourcesOf("nextmove-stub.js")).toContain("../src/stub.ts");
    expect(await sourcesOf("nextmove.shop.js")).toContain("../src/shop.ts");
    expect(await sourcesOf("nextmove-check.js")).toContain("../src/check/check.ts");
    expect(await sourcesOf("nextmove-overlay.js")).toContain("../src/overlay/show.ts");
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
