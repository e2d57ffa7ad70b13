import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const REPORT_FILE = "dist/bench.json";

/** Writes these figures into dist/bench.json; the others in it stay, as of the run that made them. */
export function addToReport(figures: Record<string, unknown>): void {
  const text = existsSync(REPORT_FILE) ? readFileSync(REPORT_FILE, "utf8") : "{}";
  mkdirSync("dist", { recursive: true });
  writeFileSync(REPORT_FILE, `${JSON.stringify({ ...JSON.parse(text), ...figures }, null, 2)}\n`);
}
