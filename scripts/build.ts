// `npm run build`: everything a server, a deployment or a test needs, into dist/.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

import { buildSync } from "esbuild";

import { replaceFolder } from "./replace-folder.ts";

/** What a deployment serves beside the API: the SDK's script files. */
const SDK_FOLDER = "dist/sdk";
/** What `npm start` serves beside the API: the demo shop and the SDK. */
export const SITE_FOLDER = "dist/site";

/** Where the SDK's package is built. */
const SDK_BUILT = "packages/browser/dist";
/** Name under which a page loads a file of the SDK -> its name in the package. */
const SDK_FILES = {
  "nextmove.js": "nextmove.js",
  "nextmove-stub.js": "stub.js",
  "nextmove.shop.js": "nextmove.shop.js",
  "nextmove-integrity.json": "integrity.json",
};

/** Modules beside them, by the same name: browsers load them from another origin only with its leave. */
const MODULES = ["nextmove-check.js", "nextmove-overlay.js"];

/** In this order: the second is built upon the first. */
const PACKAGES = ["nextmove", "@nextmove/react"];

/** Where `npm start` serves by default. */
const DEFAULT_ORIGIN = "http://localhost:8787";

/** @param origin of the demo shop, for the addresses in its product feed */
export function buildAll(origin = DEFAULT_ORIGIN): void {
  for (const name of PACKAGES) {
    execFileSync("npm", ["run", "build", "--workspace", name, "--loglevel=error"], {
      stdio: "inherit",
    });
  }
  build(SDK_FOLDER, copySdk);
  build(SITE_FOLDER, (folder) => {
    copySdk(folder);
    cpSync("demo-site/public", folder, { recursive: true });
    buildVisible(folder);
    // A process of its own: it reads the shop's scripts, which are typed by another configuration.
    execFileSync(process.execPath, ["demo-site/range/write-range.ts", folder, origin]);
    buildSinglePageShop(folder);
  });
}

/** Aside, so that a server that runs meanwhile (`npm start` in another terminal) always has whole pages. */
function build(folder: string, fill: (folder: string) => void): void {
  const aside = `${folder}-next`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true });
  fill(aside);
  replaceFolder(folder, aside);
}

/** The SDK's files, and those of this version under names that a browser may keep for ever. */
function copySdk(folder: string): void {
  for (const [served, built] of Object.entries(SDK_FILES)) {
    if (existsSync(`${SDK_BUILT}/${built}`)) cpSync(`${SDK_BUILT}/${built}`, `${folder}/${served}`);
  }
  const { version, integrity }: { version: string; integrity: Record<string, string> } = JSON.parse(
    readFileSync(`${SDK_BUILT}/integrity.json`, "utf8"),
  );
  const copy = (name: string) => {
    for (const file of [name, `${name}.map`]) cpSync(`${SDK_BUILT}/${file}`, `${folder}/${file}`);
  };
  const rules = Object.keys(integrity).flatMap((name) => {
    copy(name);
    const map = `SourceMap: /${name}.map`;
    const headers = [
      "Cache-Control: public, max-age=31536000, immutable",
      // A page of another origin checks the hash only of what it may read.
      "Access-Control-Allow-Origin: *",
      map,
    ];
    return [
      `/${name}\n${headers.map((header) => `  ${header}\n`).join("")}`,
      // Without a version it is the same script.
      `/${name.replace(`-${version}`, "")}\n  ${map}\n`,
    ];
  });
  for (const name of MODULES) {
    copy(name);
    // The scripts load them on pages of any origin.
    rules.push(`/${name}\n  Access-Control-Allow-Origin: *\n`);
  }
  // Read by Workers' static assets.
  writeFileSync(`${folder}/_headers`, rules.join("\n"));
}

/** The demo shop as a single page: from the built packages, as a shop would install them. */
function buildSinglePageShop(folder: string): void {
  buildSync({
    entryPoints: ["demo-site/spa/src/main.tsx"],
    outfile: `${folder}/spa/shop.js`,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"' },
    // Not the repository's: that one leads to the sources of the packages.
    tsconfigRaw: { compilerOptions: { jsx: "react-jsx" } },
    logLevel: "warning",
    // The packages' chunks import each other for their order alone, and have no side effects.
    logOverride: { "ignored-bare-import": "silent" },
  });
  cpSync("demo-site/spa/index.html", `${folder}/spa/index.html`);
}

/** The shop's script that has a part of the SDK in it. */
function buildVisible(folder: string): void {
  buildSync({
    entryPoints: ["demo-site/public/js/decisions/visible.js"],
    outfile: `${folder}/js/decisions/visible.js`,
    bundle: true,
    minify: true,
    format: "esm",
    tsconfigRaw: {},
    logLevel: "warning",
    logOverride: { "ignored-bare-import": "silent" },
  });
}

if (import.meta.main) buildAll();
