import { type FileHandle, open } from "node:fs/promises";
import { pipeline, Readable, Transform } from "node:stream";
import { SingleBar } from "cli-progress";
import { Command, Option } from "commander";
import { CommandFailure, fileFailure } from "../failure.ts";
import { contentTypeOf, pushFeed } from "./client.ts";
import { formatReport } from "./report.ts";

interface Options {
  readonly case: string;
  readonly endpoint: string;
  readonly update?: true;
  readonly validateOnly?: true;
  readonly force?: true;
  readonly strict?: true;
  readonly format?: string;
  readonly currency?: string;
  readonly baseUrl?: string;
  readonly json?: true;
}

/** The exit code when the feed was read and not taken. */
const EXIT_REFUSED = 1;

/** Opened before anything is sent: a stream would tell of a file it may not read in the middle. */
const openFile = async (file: string): Promise<{ handle: FileHandle; bytes: number }> => {
  const handle = await open(file).catch((error: unknown) => {
    throw fileFailure(file, error);
  });
  const found = await handle.stat();
  if (found.isFile()) return { handle, bytes: found.size };
  await handle.close();
  throw new CommandFailure(`${file} is no file`);
};

const queryOf = (options: Options): Record<string, string> => ({
  ...(options.validateOnly ? { validate_only: "true" } : {}),
  ...(options.force ? { force: "true" } : {}),
  ...(options.strict ? { mode: "strict" } : {}),
  ...(options.format === undefined ? {} : { format: options.format }),
  ...(options.currency === undefined ? {} : { currency: options.currency }),
  ...(options.baseUrl === undefined ? {} : { base_url: options.baseUrl }),
});

async function push(file: string, options: Options): Promise<void> {
  // From the environment, not from the command line: a shell keeps its history.
  const key = process.env["NEXTMOVE_SECRET_KEY"];
  if (key === undefined || key === "") {
    throw new CommandFailure("set NEXTMOVE_SECRET_KEY first; `npm start` knows sk_test_demo");
  }
  const { endpoint, case: caseId } = options;
  if (!URL.canParse(endpoint)) throw new CommandFailure(`${endpoint} is no address`);
  const { handle, bytes } = await openFile(file);
  const bar = process.stderr.isTTY
    ? new SingleBar({ format: "{bar} {percentage} % | {eta} s left", stream: process.stderr })
    : undefined;
  bar?.start(bytes, 0);
  const counted = new Transform({
    transform(chunk: Uint8Array, _, done) {
      bar?.increment(chunk.length);
      done(null, chunk);
    },
  });
  // Not `pipe`, which would leave the request waiting when reading fails.
  pipeline(handle.createReadStream(), counted, () => undefined);
  const body = Readable.toWeb(counted) as ReadableStream<Uint8Array>;
  const target = { endpoint, key, caseId };
  const isUpdate = options.update === true;
  const report = await pushFeed(
    target,
    isUpdate,
    queryOf(options),
    contentTypeOf(file),
    body,
  ).finally(() => bar?.stop());
  console.log(options.json ? JSON.stringify(report) : formatReport(report));
  if (report.status === 1) return;
  console.error(`nextmove: the feed was not taken: ${report.error.message}`);
  process.exitCode = EXIT_REFUSED;
}

/** `nextmove feed …`: the products of a case. */
export function feedCommand(): Command {
  const feed = new Command("feed").description("Send the products of a case.");
  feed
    .command("push")
    .description("Replace the catalogue by a file, all at once (needs NEXTMOVE_SECRET_KEY).")
    .argument("<file>", "XML, CSV, TSV, JSON or JSON lines, gzipped or not; the format is sniffed")
    .option("--case <case>", "the case it is for", "shop")
    .addOption(
      new Option("--endpoint <url>", "address of the deployment")
        .env("NEXTMOVE_URL")
        .default("http://localhost:8787"),
    )
    .option("--update", "add and change its products instead, delete those it marks")
    .option("--validate-only", "say what would happen, change nothing")
    .option("--force", "replace even if much would be lost")
    .option("--strict", "reject what is only warned of otherwise")
    .addOption(
      new Option("--format <format>", "instead of what is sniffed").choices([
        "xml",
        "csv",
        "tsv",
        "json",
        "ndjson",
      ]),
    )
    .option("--currency <code>", "of prices that name none")
    .option("--base-url <url>", "what relative links are relative to")
    .option("--json", "print the report as JSON")
    .action(push);
  return feed;
}
