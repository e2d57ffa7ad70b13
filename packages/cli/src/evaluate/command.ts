import { meanEstimate } from "@nextmove/statistics";
import { Command, Option } from "commander";
import { CommandFailure } from "../failure.ts";
import { count, positive, share } from "../option-numbers.ts";
import { showProgress } from "../progress.ts";
import type { Estimator } from "./evaluate.ts";
import { ESTIMATORS, evaluate } from "./evaluate.ts";
import type { Log, LogFormat, ReadOptions } from "./log.ts";
import { readLog } from "./log.ts";
import { formatReport, reportOf } from "./report.ts";
import type { Target } from "./target.ts";
import { engine, likeLog, uniform } from "./target.ts";

interface Options {
  readonly target: "engine" | "uniform" | "logged";
  readonly targetLog?: string;
  readonly estimator: readonly Estimator[];
  readonly format: LogFormat;
  readonly items?: string;
  readonly confidence: number;
  readonly clip: number;
  readonly limit: number;
  readonly seed: string;
  readonly json?: true;
}

export function evaluateCommand(): Command {
  return new Command("evaluate")
    .description("Say from a log of decisions what another policy would have earned.")
    .argument(
      "<log>",
      "JSON lines of {state, actions, action, propensity, reward}, as exported, gzipped or not; - for the standard input",
    )
    .addOption(
      new Option("--target <policy>", "whose earnings: the shipped engine as it learns, or")
        .choices(["engine", "uniform", "logged"])
        .default("engine"),
    )
    .addOption(
      new Option(
        "--target-log <file>",
        "the policy behind another log, by how often it shows each action at each position",
      ).conflicts("target"),
    )
    .addOption(
      new Option("--estimator <names...>", "which estimates to make")
        .choices(ESTIMATORS)
        .default(ESTIMATORS, "all"),
    )
    .addOption(
      new Option("--format <format>", "obd: the layout of the Open Bandit Dataset")
        .choices(["ndjson", "obd"])
        .default("ndjson"),
    )
    .option("--items <file>", "with --format obd: the item context file, which names all items")
    .option("--confidence <share>", "how often the intervals hold", share, 0.95)
    .addOption(
      new Option("--clip <weight>", "cut importance weights off here")
        .argParser(positive)
        .default(Infinity, "never"),
    )
    .addOption(
      new Option("--limit <n>", "decisions to read at most")
        .argParser(count)
        .default(Infinity, "all"),
    )
    .option("--seed <seed>", "parts the log for the reward model of dr and switch-dr", "1")
    .option("--json", "print the report as JSON")
    .action(run);
}

async function run(file: string, options: Options): Promise<void> {
  const { confidence, clip, seed, targetLog } = options;
  const reading: ReadOptions = {
    format: options.format,
    limit: options.limit,
    items: options.items,
  };
  const log = await readAloud(file, reading);
  if (log.rows.length === 0) throw new CommandFailure(`${file} has no decision to evaluate`);
  const other =
    targetLog === undefined
      ? undefined
      : await readAloud(targetLog, { ...reading, limit: Infinity });
  if (other?.rows.length === 0) throw new CommandFailure(`${targetLog} has no decision`);

  const progress = showProgress(log.rows.length);
  const evaluation = evaluate(
    log.rows,
    other ? likeLog(other.rows) : targetOf(options),
    { estimators: options.estimator, confidence, clip, seed },
    () => progress.advance(),
  );
  progress.stop();

  const observed =
    other &&
    meanEstimate(
      Float64Array.from(other.rows, ({ reward }) => reward),
      confidence,
    );
  const report = reportOf(log, targetLog ?? options.target, confidence, evaluation, observed);
  console.log(options.json ? JSON.stringify(report) : formatReport(report));
}

function targetOf({ target, seed }: Options): Target | undefined {
  if (target === "logged") return undefined;
  return target === "uniform" ? uniform : engine(seed);
}

/** Reads a log and says on the standard error what was left out of it. */
async function readAloud(file: string, options: ReadOptions): Promise<Log> {
  const log = await readLog(file, options);
  const { bad_lines, no_propensity, not_for_evaluation } = log.leftOut;
  const say = (count: number, why: string): void => {
    const lines = count === 1 ? "a line" : `${count} lines`;
    if (count > 0) console.error(`nextmove: ${file}: left out ${lines} ${why}`);
  };
  say(bad_lines, "with no decision that can be read");
  for (const complaint of log.complaints) console.error(`nextmove: ${file}, ${complaint}`);
  say(no_propensity, "without a propensity");
  say(not_for_evaluation, "marked as not for evaluation");
  return log;
}
