// `npm test [part ...]`: every check and test, or the named parts, each to its end whatever failed
// before it, then one line that says how it went.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";

import { buildAll } from "./build.ts";
import { installChromium } from "./install-chromium.ts";
import { haveFirefox } from "./install-firefox.ts";
import { runWrangler } from "./wrangler.ts";

const RESULTS_FILE = "dist/test-results.json";

/** Part -> the vitest projects of vitest.config.ts that it runs. */
const PROJECTS: Record<string, string[]> = {
  unit: ["unit", "edge"],
  conformance: ["conformance"],
  fuzz: ["fuzz"],
  crash: ["crash"],
  browser: ["browser"],
  firefox: ["firefox"],
};
const PARTS = ["check", "sizes", ...Object.keys(PROJECTS)];

type Step = { name: string; hasPassed: boolean };

const startedMs = performance.now();
const parts = chosenParts(process.argv.slice(2));
const steps: Step[] = [];

// Before the checks: lint reads the types that the single-page shop imports from what is built.
if (parts.some((part) => part !== "unit")) step("build", buildAll);
if (parts.includes("check")) {
  // Wrangler derives the Workers' binding types from their configuration; the rest reads them.
  for (const folder of ["workers/edge", "test/performance/floor"]) {
    step(`binding types of ${folder}`, () => runWrangler("types", "--cwd", folder));
  }
  for (const project of ["tsconfig.json", "workers/edge", "demo-site", "test/performance/floor"]) {
    command(`types of ${project}`, "tsc", ["--project", project]);
  }
  command("format", "oxfmt", ["--check"]);
  command("lint", "oxlint", ["--type-aware"]);
}
if (parts.includes("sizes")) {
  const everywhere = ["--workspaces", "--if-present", "--loglevel=error"];
  command("sizes", "npm", ["run", "size", ...everywhere]);
  command("packages as others import them", "npm", ["run", "check", ...everywhere]);
}
if (parts.includes("browser")) step("Chromium", installChromium);
const withoutFirefox = parts.includes("firefox") && !haveFirefox();
if (withoutFirefox) parts.splice(parts.indexOf("firefox"), 1);
const tests = runVitest(parts.flatMap((part) => PROJECTS[part] ?? []));

const failedSteps = steps.filter((each) => !each.hasPassed);
const passed = steps.length - failedSteps.length + tests.passed;
const failed = failedSteps.length + tests.failed;
const seconds = Math.round((performance.now() - startedMs) / 1000);
if (withoutFirefox) {
  console.log("not run: test/browser/firefox. It needs Firefox: install it, or set FIREFOX_PATH.");
}
for (const each of failedSteps) console.log(`failed: ${each.name}`);
console.log(`${passed} passed, ${failed} failed (${seconds} s)`);
process.exitCode = failed === 0 ? 0 : 1;

function chosenParts(named: string[]): string[] {
  const unknown = named.filter((part) => !PARTS.includes(part));
  if (unknown.length > 0) {
    console.error(`No such part: ${unknown.join(", ")}. There are ${PARTS.join(", ")}.`);
    process.exit(2);
  }
  return named.length > 0 ? named : PARTS;
}

function command(name: string, program: string, parameters: string[]): void {
  step(name, () => {
    const { status } = spawnSync(program, parameters, { stdio: "inherit" });
    if (status !== 0) throw new Error(`${program} ended with code ${status}`);
  });
}

function step(name: string, action: () => void): void {
  console.log(`\n── ${name}`);
  try {
    action();
    steps.push({ name, hasPassed: true });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    steps.push({ name, hasPassed: false });
  }
}

/** Runs the projects in one vitest, which prints its own report. Counts tests. */
function runVitest(projects: string[]): { passed: number; failed: number } {
  if (projects.length === 0) return { passed: 0, failed: 0 };
  rmSync(RESULTS_FILE, { force: true });
  console.log("\n── tests");
  const { status } = spawnSync(
    "vitest",
    [
      "run",
      ...projects.map((project) => `--project=${project}`),
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${RESULTS_FILE}`,
    ],
    { stdio: "inherit" },
  );
  const { passed, failed } = countsIn(RESULTS_FILE);
  // What fails outside a test counts too: a file that does not load, an error nobody awaited.
  return { passed, failed: status !== 0 && failed === 0 ? 1 : failed };
}

function countsIn(resultsFile: string): { passed: number; failed: number } {
  if (!existsSync(resultsFile)) return { passed: 0, failed: 0 };
  const results: { numPassedTests: number; numFailedTests: number } = JSON.parse(
    readFileSync(resultsFile, "utf8"),
  );
  return { passed: results.numPassedTests, failed: results.numFailedTests };
}
