import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";

/** A file as a stream of its text; `-` is the standard input, `.gz` is unpacked. */
export function openLog(file: string): Readable {
  if (file === "-") return process.stdin;
  const stream = createReadStream(file);
  if (!file.endsWith(".gz")) return stream;
  // An error on either side ends the other, and is met by whoever reads.
  return pipeline(stream, createGunzip(), () => undefined);
}

/** The lines that are not empty, with their numbers from 1. */
export async function* readLines(
  file: string,
): AsyncGenerator<{ number: number; text: string }, void> {
  let number = 0;
  const input = openLog(file);
  const failed = new Promise<never>((_, reject) => input.once("error", reject));
  const lines = createInterface({ input, crlfDelay: Infinity })[Symbol.asyncIterator]();
  for (;;) {
    // readline itself does not pass errors of its input on.
    const { done, value } = await Promise.race([lines.next(), failed]);
    if (done === true) return;
    number += 1;
    const text = number === 1 ? value.replace(/^\uFEFF/, "") : value;
    if (text.trim() !== "") yield { number, text };
  }
}
