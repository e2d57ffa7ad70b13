import { setTimeout as wait } from "node:timers/promises";

import type { Browser } from "playwright-core";

import type { Subject } from "./subjects.ts";

const SHOP = "https://shop.test";
/** A phone of the middle class beside the machine of a developer, as Lighthouse assumes it. */
const SLOWDOWN = 4;
/** What a script does by itself is over by then. */
const SETTLED_MS = 500;

/** Of any tracker's server: it has the report. */
const TAKEN = {
  status: 202,
  contentType: "application/json",
  headers: { "access-control-allow-origin": "*" },
  body: '{"status":1}',
};

/** Processor time of the page's thread in scripts, ms: to evaluate the script, and in all. */
export type ScriptTimes = { evaluationMs: number; scriptMs: number };

/**
 * Loads a page with nothing but the script, in a browser without a past that reaches nothing else
 * than whoever takes its report, and tells how long it took to compile and run the script, and how
 * long scripts ran until it was quiet.
 */
export async function loadPage(browser: Browser, subject: Subject): Promise<ScriptTimes> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.route("**", (route) => {
    const url = route.request().url();
    if (url === `${SHOP}/`) return route.fulfill({ contentType: "text/html", body: html(subject) });
    if (url === `${SHOP}/script.js`) {
      return route.fulfill({ contentType: "text/javascript", body: subject.text });
    }
    return route.request().method() === "POST" ? route.fulfill(TAKEN) : route.abort();
  });
  const devtools = await context.newCDPSession(page);
  // The thread's own time: another process on the same core adds nothing to it.
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  const scriptMs = async (): Promise<number> => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    return 1000 * (metrics.find(({ name }) => name === "ScriptDuration")?.value ?? Number.NaN);
  };
  await browser.startTracing(page, { categories: ["v8"] });
  await page.goto(`${SHOP}/`);
  await wait(SETTLED_MS);
  const trace = await browser.stopTracing();
  const times = { evaluationMs: evaluationMs(trace.toString()), scriptMs: await scriptMs() };
  await context.close();
  return times;
}

type TraceEvent = {
  name: string;
  /** Of the thread, microseconds. */
  tdur?: number;
  args?: { fileName?: string; data?: { url?: string } };
};

/** Compiling and running the script itself, without what it does in later tasks. */
function evaluationMs(trace: string): number {
  const { traceEvents }: { traceEvents: TraceEvent[] } = JSON.parse(trace);
  const ofScript = traceEvents.filter(
    ({ name, args }) =>
      (name === "v8.compile" || name === "v8.run") &&
      (args?.data?.url ?? args?.fileName) === `${SHOP}/script.js`,
  );
  return ofScript.reduce((sum, { tdur = 0 }) => sum + tdur / 1000, 0);
}

/** Peers that see an automated browser do nothing: here none is to be seen. */
function html({ attributes }: Subject): string {
  return `<!doctype html><title>Shop</title><link rel="icon" href="data:,">
    <script>Object.defineProperty(navigator, "webdriver", { value: false })</script>
    <script src="/script.js" ${attributes}></script><p>Shop</p>`;
}
