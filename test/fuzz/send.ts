import { request } from "node:http";

/** A server that has not answered by then hangs. */
const PATIENCE_MS = 10_000;

export type Message = {
  method: string;
  /** Goes into the request line as it is. */
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
};

export type Answer = { status: number; headers: Headers; text: string };

/**
 * Sends a request that `fetch` would tidy up or refuse: any target, any header, any bytes.
 * Rejects when the server hangs up or takes too long.
 */
export function sender(url: string): (message: Message) => Promise<Answer> {
  const { hostname, port } = new URL(url);
  return ({ method, path, headers = {}, body }) =>
    new Promise((resolve, reject) => {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const outgoing = request({ hostname, port, method, path, headers, signal }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () => {
          resolve({
            status: incoming.statusCode ?? 0,
            headers: new Headers(Object.entries(incoming.headersDistinct).flatMap(pairs)),
            text: Buffer.concat(chunks).toString(),
          });
        });
      });
      outgoing.on("error", reject);
      outgoing.end(body);
    });
}

const pairs = ([name, values = []]: [string, string[] | undefined]): [string, string][] =>
  values.map((value) => [name, value]);
