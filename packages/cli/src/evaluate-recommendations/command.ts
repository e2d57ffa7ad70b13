import { Command } from "commander";
import { CommandFailure } from "../failure.ts";
import { showProgress } from "../progress.ts";
import type { Report } from "./evaluate.ts";
import { evaluate, train } from "./evaluate.ts";
import type { Measures } from "./measure.ts";
import { predictionsOf } from "./predictions.ts";
import { readVisits } from "./read-visits.ts";
import { latestTime } from "./visits.ts";

interface Options {
  readonly train: string;
  readonly test: string;
  readonly json?: true;
}

export function evaluateRecommendationsCommand(): Command {
  return new Command("evaluate-recommendations")
    .description(
      "Train the recommender on sessions and see whether it knows what came next in others.",
    )
    .requiredOption(
      "--train <file>",
      'rows of SessionId, ItemId, Time (tab or comma) or JSON lines {"session":[ids]}, ' +
        'or {"session":[ids],"next":id}, where the last view is given apart; .gz too',
    )
    .requiredOption(
      "--test <file>",
      'the same; of a session with "next" that alone is asked for, of others each view but the first',
    )
    .option("--json", "print the report as JSON")
    .action(run);
}

async function run(options: Options): Promise<void> {
  const training = await readVisits(options.train);
  if (training.count === 0) {
    throw new CommandFailure(`${options.train} has no session with an item`);
  }
  const predictions = [...predictionsOf(await readVisits(options.test))];
  if (predictions.length === 0) {
    throw new CommandFailure(`${options.test} has no session with a next item`);
  }

  const progress = showProgress(training.count);
  const start = performance.now();
  const recommender = train(training, () => progress.advance());
  const seconds = (performance.now() - start) / 1000;
  progress.stop();

  const items = training.itemIds.length;
  const now = latestTime(training);
  const report = evaluate(recommender, predictions, items, now, () => performance.now());
  if (options.json) {
    console.log(JSON.stringify(report));
    return;
  }
  const rate = Math.round(training.count / seconds).toLocaleString("en");
  console.log(
    `${training.count} views of ${items} items in ${training.sessionCount} sessions, ${rate} a second; ` +
      `${predictions.length} predictions\n${format(report)}`,
  );
}

function format({ recommender, parts }: Report): string {
  const rows = [["recommender", recommender], ...Object.entries(parts)] as [string, Measures][];
  const names = Object.keys(recommender) as (keyof Measures)[];
  const line = (cells: readonly string[]): string =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(18) : cell.padStart(12))).join("");
  const digits = (name: keyof Measures): number => (name.endsWith("_us") ? 0 : 4);
  return [
    line(["", ...names]),
    ...rows.map(([name, measures]) =>
      line([
        name.replaceAll("_", " "),
        ...names.map((measureName) => measures[measureName].toFixed(digits(measureName))),
      ]),
    ),
  ].join("\n");
}
