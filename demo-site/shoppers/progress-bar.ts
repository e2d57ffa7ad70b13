import { SingleBar } from "cli-progress";

/** How many of what are done; draws nothing where nobody watches. */
export const progressBar = (what: string): SingleBar =>
  new SingleBar({ format: `${what} [{bar}] {value}/{total}, {eta} s left`, hideCursor: true });
