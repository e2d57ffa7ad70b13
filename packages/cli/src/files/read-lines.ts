import { createReadStream } from "node:fs";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { GZIP_MAGIC, isPacked } from "./gzip.ts";

/** A file as a stream of its text; `-` is the standard input. What is packed is unpacked. */
export function openFile(file: string): Readable {
  const stream: AsyncIterable<Buffer> = file === "-" ? process.stdin : createReadStream(file);
  return Readable.from(unpacked(stream), { objectMode: false });
}

async function* unpacked(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  const pieces = stream[Symbol.asyncIterator]();
  let beginning = Buffer.alloc(0);
  while (beginning.length < GZIP_MAGIC.length) {
    const piece = await pieces.next();
    if (piece.done) break;
    beginning = Buffer.concat([beginning, piece.value]);
  }
  const all = async function* (): AsyncGenerator<Buffer, void> {
    yield beginning;
    yield* { [Symbol.asyncIterator]: () => pieces };
  };
  if (isPacked(beginning)) {
    // An error on either side ends the other, and is met by whoever reads.
    yield* pipeline(all, createGunzip(), () => undefined);
  } else yield* all();
}

/** The lines that are not empty, with their numbers from 1. */
export async function* readLines(
  file: string,
): AsyncGenerator<{ number: number; text: string }, void> {
  let number = 0;
  let rest = "";
  // Not readline: it keeps errors of its input from whoever reads.
  for await (const chunk of openFile(file).setEncoding("utf8") as AsyncIterable<string>) {
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
