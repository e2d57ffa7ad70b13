import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { Readable, type Writable } from "node:stream";

const require = createRequire(import.meta.url);
// Wrangler's own workerd, so that every way to run the Worker runs on one runtime.
const { default: WORKERD_PROGRAM }: { default: string } = createRequire(
  require.resolve("wrangler/package.json"),
)("workerd");

const CONTROL_DESCRIPTOR = 3;

type Listening = { port: number };

export type RawWorkerdOptions = {
  /** The configuration that bundleWorker wrote. */
  configPath: string;
  /** Folder of the objects' SQLite files; made when missing, kept when workerd ends. */
  stateFolder: string;
  /** 0 for any free port. */
  port?: number;
  /** Where its inspector listens, as `127.0.0.1:9229`; none when absent. */
  inspector?: string;
};

/** A running workerd without Wrangler around it. */
export type RawWorkerd = {
  url: string;
  port: number;
  /** Of its process, which is the whole server. */
  pid: number;
  /** Ends it with the signal and waits until it is gone. SIGKILL is the crash. */
  stop(signal?: "SIGTERM" | "SIGKILL"): Promise<void>;
};

/**
 * Starts workerd on a free port and resolves when it listens: workerd itself says so on its control
 * descriptor, so there is nothing to poll. Rejects if it ends before that.
 */
export async function startRawWorkerd(options: RawWorkerdOptions): Promise<RawWorkerd> {
  mkdirSync(options.stateFolder, { recursive: true });
  const workerd = spawn(
    WORKERD_PROGRAM,
    [
      "serve",
      options.configPath,
      `--directory-path=state=${options.stateFolder}`,
      `--socket-addr=http=127.0.0.1:${options.port ?? 0}`,
      `--control-fd=${CONTROL_DESCRIPTOR}`,
      ...(options.inspector === undefined ? [] : [`--inspector-addr=${options.inspector}`]),
    ],
    { stdio: ["ignore", "inherit", "inherit", "pipe"] },
  );
  // A test run that is interrupted must not leave its workerd behind.
  const kill = () => workerd.kill("SIGKILL");
  process.on("exit", kill);
  const ended = once(workerd, "exit").finally(() => process.off("exit", kill));
  const { port } = await Promise.race([
    listening(workerd.stdio[CONTROL_DESCRIPTOR]),
    ended.then(([code]) => {
      throw new Error(`workerd ended before it listened, with code ${code}`);
    }),
  ]);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    pid: workerd.pid ?? 0,
    async stop(signal = "SIGTERM") {
      workerd.kill(signal);
      await ended;
    },
  };
}

/** Resolves once workerd reports `{"event":"listen","socket":"http","port":8787}`. */
async function listening(control: Readable | Writable | null | undefined): Promise<Listening> {
  if (!(control instanceof Readable)) throw new TypeError("workerd has no control descriptor");
  for await (const line of createInterface(control)) {
    const message: Listening & { event: string } = JSON.parse(line);
    // The inspector says so too, under another name.
    if (message.event === "listen") return message;
  }
  throw new Error("workerd ended before it listened");
}
