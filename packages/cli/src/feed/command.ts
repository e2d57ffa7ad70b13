import { setTimeout } from "node:timers/promises";
import type { FeedRefusal, FeedResponse } from "@nextmove/contract";
import { Command, Option } from "commander";
import { type Deployment, deploymentOf } from "../call.ts";
import { positive } from "../option-numbers.ts";
import { showProgress } from "../progress.ts";
import { urlOption } from "../url-option.ts";
import { contentTypeOf, type PushQuery, pushFeed } from "./client.ts";
import { cutLines } from "./cut-lines.ts";
import { bodyOf, cuttingOf, type FeedFile, openFeedFile, piecesOf } from "./feed-file.ts";
import { pushParts } from "./push-parts.ts";
import { formatReport } from "./report.ts";

interface Options {
  readonly case: string;
  readonly url: string;
  readonly update?: true;
  readonly validateOnly?: true;
  readonly force?: true;
  readonly strict?: true;
  readonly format?: string;
  readonly currency?: string;
  readonly baseUrl?: string;
  /** MB */
  readonly maxRequest: number;
  readonly json?: true;
}

/** The exit code when the feed was read and not taken. */
const EXIT_REFUSED = 1;

const BYTES_PER_MB = 1_000_000;
/** Cloudflare refuses requests of more than 100 MB. */
const REQUEST_LIMIT_MB = 90;
/** Of a feed in parts: held in memory, and sent again as a whole. */
const PART_LIMIT_BYTES = 32 * BYTES_PER_MB;

const queryOf = (options: Options): Record<string, string> => ({
  ...(options.validateOnly ? { validate_only: "true" } : {}),
  ...(options.force ? { force: "true" } : {}),
  ...(options.strict ? { mode: "strict" } : {}),
  ...(options.format === undefined ? {} : { format: options.format }),
  ...(options.currency === undefined ? {} : { currency: options.currency }),
  ...(options.baseUrl === undefined ? {} : { base_url: options.baseUrl }),
});

/** What the API says of its query, in the words of this command. */
const inFlags = (message: string): string => message.replace("?force=true", "--force");

/** In one request, or in parts when it is too large for one and can be cut. */
async function send(
  deployment: Deployment,
  feed: FeedFile,
  options: Options,
  onRead: (bytes: number) => void,
): Promise<FeedResponse | FeedRefusal> {
  const isUpdate = options.update === true;
  const query = queryOf(options);
  const sending = { caseId: options.case, isUpdate, contentType: contentTypeOf(feed.name) };
  const limit = options.maxRequest * BYTES_PER_MB;
  const isLarge = feed.bytes > limit;
  const cutting = isLarge && !isUpdate ? cuttingOf(feed.sample, options.format) : null;
  if (cutting) {
    const size = Math.min(limit, PART_LIMIT_BYTES);
    const parts = cutLines(piecesOf(feed, onRead), size, cutting.delimiter);
    const sendPart = (more: PushQuery, bytes: Uint8Array<ArrayBuffer>) =>
      pushFeed(deployment, sending, more, bytes);
    return pushParts(sendPart, query, parts, setTimeout);
  }
  const answer = await pushFeed(deployment, sending, query, bodyOf(feed, isLarge, onRead));
  if ("part" in answer) throw new Error("a whole feed was taken for a part");
  return answer;
}

async function push(file: string, options: Options): Promise<void> {
  const deployment = deploymentOf(
    options.url,
    "NEXTMOVE_SECRET_KEY",
    "; `npm start` knows sk_test_demo",
  );
  const feed = await openFeedFile(file);
  const progress = showProgress(feed.bytes);
  const report = await send(deployment, feed, options, (bytes) => progress.advance(bytes)).finally(
    () => progress.stop(),
  );
  console.log(options.json ? JSON.stringify(report) : formatReport(report));
  if (report.status === 1) return;
  console.error(`nextmove: the feed was not taken: ${inFlags(report.error.message)}`);
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
    .addOption(urlOption())
    .option("--update", "add and change its products instead, delete those it marks")
    .option("--validate-only", "say what would happen, change nothing")
    .option("--force", "replace even if much would be lost or is rejected, or the file is broken")
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
    .option(
      "--max-request <mb>",
      "larger files go in parts (tables, JSON lines) or packed (XML, JSON)",
      positive,
      REQUEST_LIMIT_MB,
    )
    .option("--currency <code>", "of prices that name none")
    .option("--base-url <url>", "what relative links are relative to")
    .option("--json", "print the report as JSON")
    .action(push);
  return feed;
}
