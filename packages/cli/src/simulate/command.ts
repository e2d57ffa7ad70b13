import { Command, Option } from "commander";
import { CommandFailure } from "../failure.ts";
import { count, nonNegative } from "../option-numbers.ts";
import { showProgress } from "../progress.ts";
import type { Game } from "./game.ts";
import { labelGame, mushroomGame, rewardColumnsGame } from "./game.ts";
import { formatReport, summarise } from "./report.ts";
import type { RunResult } from "./run.ts";
import { playOnce } from "./run.ts";
import type { Table } from "./table.ts";
import { readTable } from "./table.ts";

interface Options {
  readonly label?: string;
  readonly rewardPrefix?: string;
  readonly mushroom?: true;
  readonly steps?: number;
  readonly runs: number;
  readonly seed: string;
  readonly delay: number;
  readonly shards: number;
  readonly syncEvery?: number;
  readonly json?: true;
}

/** Steps between syncs of several shards: what the Worker sends at once. */
const DEFAULT_SYNC_EVERY = 200;
const MUSHROOM_LABEL = "class";

export function simulateCommand(): Command {
  return new Command("simulate")
    .description("Play a labelled table as a bandit with the engine and report the regret.")
    .argument(
      "<file>",
      "a delimited text file, gzipped or not; delimiter, header and column kinds are sniffed",
    )
    .option("--label <column>", "reward 1 when the action equals this column")
    .addOption(
      new Option(
        "--reward-prefix <prefix>",
        "each column with this prefix is the reward of an action; an empty cell counts as 0",
      ).conflicts(["label", "mushroom"]),
    )
    .option("--mushroom", "the mushroom game on column `class` (or --label): e edible, p poisonous")
    .option("--steps <n>", "decisions a run (default: one pass over the table)", count)
    .option("--runs <n>", "runs, each with a seed of its own", count, 1)
    .option("--seed <seed>", "decides everything that is random", "1")
    .option(
      "--delay <steps>",
      "rewards come after an exponential delay of this mean",
      nonNegative,
      0,
    )
    .option("--shards <n>", "replicas that share the traffic", count, 1)
    .option("--sync-every <steps>", `steps between syncs (default: ${DEFAULT_SYNC_EVERY})`, count)
    .option("--json", "print the report as JSON")
    .action(simulate);
}

async function simulate(file: string, options: Options): Promise<void> {
  const table = await readTable(file, (name) => isAskedFor(options, name));
  const game = chooseGame(table, options);
  const { unlabelled } = game;
  if (unlabelled > 0) {
    const rows = unlabelled === 1 ? "1 row" : `${unlabelled} rows`;
    console.error(`nextmove: left out ${rows} without a label`);
  }
  const steps = options.steps ?? game.observations.length;
  const syncEvery = options.syncEvery ?? (options.shards > 1 ? DEFAULT_SYNC_EVERY : 0);
  const { runs, delay, shards } = options;

  const progress = showProgress(runs * steps);
  const results: RunResult[] = [];
  for (let run = 1; run <= runs; run++) {
    const seed = `${options.seed} ${run}`;
    const onStep = (): void => progress.advance();
    results.push(playOnce(game, { steps, seed, delay, shards, syncEvery }, onStep));
  }
  progress.stop();

  const report = summarise(file, steps, game.actions.length, results);
  console.log(options.json ? JSON.stringify(report) : formatReport(report));
}

function isAskedFor({ label, rewardPrefix, mushroom }: Options, name: string): boolean {
  if (rewardPrefix !== undefined) return name.startsWith(rewardPrefix);
  return name === (label ?? (mushroom ? MUSHROOM_LABEL : undefined));
}

function chooseGame(table: Table, options: Options): Game {
  if (options.rewardPrefix !== undefined) return rewardColumnsGame(table, options.rewardPrefix);
  if (options.mushroom) return mushroomGame(table, options.label ?? MUSHROOM_LABEL);
  if (options.label !== undefined) return labelGame(table, options.label);
  throw new CommandFailure("say what is rewarded: --label, --reward-prefix or --mushroom");
}
