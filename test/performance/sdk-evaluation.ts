// `npm run bench:sdk`: how long a page's thread runs our scripts, beside the trackers of peers that
// do the least. A part of `npm run bench`, too.
import { loadavg } from "node:os";
import { brotliCompressSync } from "node:zlib";

import { chromium } from "playwright-core";

import { installChromium } from "../../scripts/install-chromium.ts";
import { serveChromium } from "../harness/chromium.ts";
import { addToReport } from "./report.ts";
import { loadPage, type ScriptTimes } from "./sdk-evaluation/load-page.ts";
import { type Subject, sdkSubjects } from "./sdk-evaluation/subjects.ts";
import { quantile } from "./summary.ts";
import { printTable } from "./table.ts";

const ROUNDS = 15;

/** Medians of a script. */
export type SdkEvaluation = ScriptTimes & {
  name: string;
  brotliBytes: number;
  /** Peer -> our time / the peer's. */
  ratios: Record<string, ScriptTimes>;
};

/** Loads every script in each round, so that all of them see the same machine. */
export async function measureSdkEvaluation(): Promise<SdkEvaluation[]> {
  installChromium();
  const measured = sdkSubjects().map((subject) => ({ subject, runs: new Array<ScriptTimes>() }));
  const server = await serveChromium();
  const browser = await chromium.connect(server.wsEndpoint());
  for (let round = 0; round < ROUNDS; round++) {
    for (const { subject, runs } of measured) runs.push(await loadPage(browser, subject));
  }
  await browser.close();
  await server.close();
  return withRatios(measured.map(({ subject, runs }) => summarised(subject, runs)));
}

type Summary = Omit<SdkEvaluation, "ratios"> & Pick<Subject, "role">;

function summarised({ name, role, text }: Subject, runs: ScriptTimes[]): Summary {
  const median = (of: keyof ScriptTimes) =>
    quantile(
      runs.map((run) => run[of]),
      0.5,
    );
  return {
    name,
    role,
    brotliBytes: brotliCompressSync(text).length,
    evaluationMs: median("evaluationMs"),
    scriptMs: median("scriptMs"),
  };
}

function withRatios(summaries: Summary[]): SdkEvaluation[] {
  const peers = summaries.filter(({ role }) => role === "peer");
  return summaries.map(({ role, ...summary }) => ({
    ...summary,
    ratios: Object.fromEntries(
      role === "ours" ? peers.map((peer) => [peer.name, ratioOf(summary, peer)]) : [],
    ),
  }));
}

const ratioOf = (ours: ScriptTimes, peer: ScriptTimes): ScriptTimes => ({
  evaluationMs: ours.evaluationMs / peer.evaluationMs,
  scriptMs: ours.scriptMs / peer.scriptMs,
});

export function printSdkEvaluation(evaluations: SdkEvaluation[]): void {
  printTable(
    "script time of a page at 4x CPU throttling, cold, reports taken at once: ms of its thread, median",
    [
      "script",
      "brotli bytes",
      "evaluation",
      "/ plausible",
      "/ umami",
      "until quiet",
      "/ plausible",
      "/ umami",
    ],
    evaluations.map(({ name, brotliBytes, evaluationMs, scriptMs, ratios }) => [
      name,
      brotliBytes,
      evaluationMs,
      ratios["plausible"]?.evaluationMs,
      ratios["umami"]?.evaluationMs,
      scriptMs,
      ratios["plausible"]?.scriptMs,
      ratios["umami"]?.scriptMs,
    ]),
  );
  console.log("budget: evaluation at most once a peer's");
}

if (import.meta.main) {
  const sdkEvaluation = await measureSdkEvaluation();
  printSdkEvaluation(sdkEvaluation);
  addToReport({ sdkEvaluation });
  console.log(`\nload ${loadavg()[0]} at the end; figures in dist/bench.json`);
}
