import { SingleBar } from "cli-progress";

/** How far a command is, as a bar that says how much longer it takes. */
interface Progress {
  readonly advance: (steps?: number) => void;
  readonly stop: () => void;
}

/** On the standard error, and nothing where nobody watches. */
export function showProgress(total: number): Progress {
  if (!process.stderr.isTTY) return { advance() {}, stop() {} };
  const bar = new SingleBar({
    format: "{bar} {percentage} % | {eta} s left",
    stream: process.stderr,
  });
  bar.start(total, 0);
  return { advance: (steps = 1) => bar.increment(steps), stop: () => bar.stop() };
}
