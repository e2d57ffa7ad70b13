import { readFileSync } from "node:fs";

import { buildSync, transformSync } from "esbuild";

import { umamiSource } from "./umami.ts";

/** A script as a page carries it. */
export type Subject = {
  name: string;
  text: string;
  /** Attributes of its script tag. */
  attributes: string;
  role: "floor" | "ours" | "peer";
};

const BUILT = "packages/browser/dist";
const TAG = 'data-key="pk_test_bench" data-case="shop"';
const GRANTED = `${TAG} data-consent="granted"`;
const COOKIELESS = `${GRANTED} data-cookieless`;
const OPTIONS = { key: "pk_test_bench", endpoint: "https://shop.test", case: "shop" };

/**
 * What is compared: our built scripts, and the trackers of peers that do the least, each starting as
 * its documentation says and reporting the page view. Peers ask for no consent and keep nothing, as
 * ours do without cookies; ours are there before consent and with it, too.
 */
export function sdkSubjects(): Subject[] {
  const umami = umamiSource();
  return [
    { name: "empty script", text: "", attributes: "", role: "floor" },
    ours("stub.js", built("stub.js"), ""),
    ours("tracker, before consent", bundledTracker(OPTIONS)),
    ours("tracker", bundledTracker({ ...OPTIONS, consent: "granted" })),
    ours("nextmove.js, before consent", built("nextmove.js"), TAG),
    ours("nextmove.js", built("nextmove.js"), GRANTED),
    ours("nextmove.js, cookieless", built("nextmove.js"), COOKIELESS),
    ours("nextmove.shop.js, before consent", built("nextmove.shop.js"), TAG),
    ours("nextmove.shop.js", built("nextmove.shop.js"), GRANTED),
    peer("plausible", bundledPlausible()),
    ...(umami === undefined ? [] : [peer("umami", minified(umami), 'data-website-id="bench"')]),
  ];
}

function ours(name: string, text: string, attributes = ""): Subject {
  return { name, text, attributes, role: "ours" };
}

function peer(name: string, text: string, attributes = ""): Subject {
  return { name, text, attributes, role: "peer" };
}

function built(file: string): string {
  return readFileSync(`${BUILT}/${file}`, "utf8");
}

function bundledTracker(options: Record<string, string>): string {
  return bundled(`import { createTracker } from "nextmove/tracker";
    createTracker(${JSON.stringify(options)});`);
}

function bundledPlausible(): string {
  return bundled(`import { init } from "@plausible-analytics/tracker";
    init({ domain: "shop.test" });`);
}

function bundled(contents: string): string {
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: "." },
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "es2020",
    // Not the repository's, which leads to sources: what is measured is what is published.
    tsconfigRaw: {},
    // The packages' chunks import each other for their order alone, and have no side effects.
    logOverride: { "ignored-bare-import": "silent" },
  });
  const [bundle] = outputFiles;
  if (bundle === undefined) throw new Error("esbuild bundled nothing");
  return bundle.text;
}

function minified(source: string): string {
  return transformSync(source, { minify: true, target: "es2020" }).code;
}
