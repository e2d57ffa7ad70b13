import { Command } from "commander";
import manifest from "../package.json" with { type: "json" };
import { evaluateCommand } from "./evaluate/command.ts";
import { evaluateRecommendationsCommand } from "./evaluate-recommendations/command.ts";
import { CommandFailure } from "./failure.ts";
import { feedCommand } from "./feed/command.ts";
import { keysCommand } from "./keys/command.ts";
import { simulateCommand } from "./simulate/command.ts";

const EXIT_USAGE = 2;

const program = new Command("nextmove")
  .version(manifest.version)
  .description("Next-best-action for webshops, decided and learned at the edge.")
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : EXIT_USAGE));
// commander hands the exit code down only where it is asked to, groups' own commands included.
const commands = [
  simulateCommand(),
  evaluateCommand(),
  evaluateRecommendationsCommand(),
  feedCommand(),
  keysCommand(),
];
for (const command of [...commands, ...commands.flatMap((group) => group.commands)]) {
  command.copyInheritedSettings(program);
}
for (const command of commands) program.addCommand(command);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommandFailure)) throw error;
  console.error(`nextmove: ${error.message}`);
  process.exitCode = EXIT_USAGE;
}
