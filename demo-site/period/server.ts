import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { SimulationFailure } from "./failure.ts";

const START = fileURLToPath(new URL("../../scripts/start.ts", import.meta.url));
/** What `npm start` says when it serves. */
const READY = "Nextmove is ready";

/**
 * Makes sure that a server answers: the one that runs, else one of our own, on the same state as
 * `npm start`'s, so that the next one still knows what was played.
 *
 * @param say is told what is going on
 * @returns ends what was started
 * @throws SimulationFailure when there is none and none could be started
 */
export async function haveServer(url: URL, say: (text: string) => void): Promise<() => void> {
  if (await fetch(url).catch(() => undefined)) return () => {};
  const port = url.port || "80";
  if (!["localhost", "127.0.0.1"].includes(url.hostname)) {
    throw new SimulationFailure(`No answer from ${url.origin}.`);
  }
  say(`Nothing answers at ${url.origin}: starting a server, which takes some seconds.`);
  const server = spawn(process.execPath, [START], {
    env: { ...process.env, PORT: port },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = (): void => void server.kill("SIGTERM");
  process.once("exit", stop);
  for await (const line of createInterface({ input: server.stdout })) {
    if (!line.startsWith(READY)) continue;
    // Nobody reads on: what it says further must not fill the pipe.
    server.stdout.resume();
    return stop;
  }
  throw new SimulationFailure("The server ended before it was ready; above it says why.");
}
