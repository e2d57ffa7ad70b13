import { createReadStream } from "node:fs";
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
  let rest = "";
  // Not readline: it keeps errors of its input from who reads.
  for await (const chunk of openLog(file).setEncoding("utf8") as AsyncIterable<string>) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      number += 1;
      const text = line.trim(); // of a byte order mark, too
      if (text !== "") yield { number, text };
    }
  }
  if (rest.trim() !== "") yield { number: number + 1, text: rest.trim() };
}
