/**
 * The least that a page does with each entry, bundled by esbuild alone: what the entry costs the page
 * that uses nothing else, its dependencies included. To be measured.
 */
import { build } from "esbuild";

const OPTIONS = '{ key: "pk_1", endpoint: "https://e.test", case: "shop" }';

/** Entry -> what is imported of it, and what is done with that; `nextmove` is the page's own. */
const USES: Readonly<Record<string, readonly [name: string, use: string]>> = {
  index: ["createNextmove", `createNextmove(${OPTIONS}).decide({ actions: ["a", "b"] })`],
  "cookieless/index": [
    "createCookielessNextmove",
    `createCookielessNextmove(${OPTIONS}).decide({ actions: ["a", "b"] })`,
  ],
  "tracker/index": ["createTracker", `createTracker(${OPTIONS}).track("view_item")`],
  "datalayer/index": ["attachDataLayer", "attachDataLayer(nextmove)"],
  "segment/index": ["attachSegment", "attachSegment(nextmove, analytics)"],
  "consent-sources/index": ["attachConsent", "attachConsent(nextmove)"],
  "impressions/index": ["attachImpressions", "attachImpressions(nextmove)"],
  "visible/index": ["whenVisible", "whenVisible(document.body, () => {})"],
  "slots/index": ["attachSlots", "attachSlots(nextmove)"],
  "recommendations/index": ["attachRecommendations", "attachRecommendations(nextmove)"],
  "ga/index": ["gaTag", "globalThis.ga = gaTag()"],
  "test-cycle/index": ["createTestCycle", "createTestCycle(nextmove).outcome({})"],
  "check/index": ["check", "check(nextmove)"],
  "overlay/index": ["showOverlay", "showOverlay(nextmove)"],
};

/** Bundles them from what is built in `dist` to `dist/sizes`. */
export async function buildUsed(dist: URL): Promise<void> {
  const bundled = Object.entries(USES).map(([entry, [name, use]]) =>
    build({
      stdin: {
        contents: `import { ${name} } from "./${entry}.js"; ${use};`,
        resolveDir: dist.pathname,
      },
      outfile: new URL(`sizes/${entry}.js`, dist).pathname,
      bundle: true,
      minify: true,
      format: "iife",
      target: "es2020",
      // Not the repository's, which leads to sources: what is measured is what is published.
      tsconfigRaw: {},
      // The chunks import each other for their order alone, and have no side effects.
      logOverride: { "ignored-bare-import": "silent" },
    }),
  );
  await Promise.all(bundled);
}
