import type { HttpClient, HttpRequest } from "../../harness/http-client.ts";

/** Requests under way at once: enough to keep both cores of a small machine busy. */
export const CONCURRENCY = 16;

export type Slice = {
  durationMs: number;
  /** One per request. */
  latenciesMs: number[];
  /** Bodies of the answers, in the order of the requests. */
  answers: string[];
};

/** Sends all requests, `CONCURRENCY` at a time. Throws on an answer that is no success. */
export async function runSlice(client: HttpClient, requests: HttpRequest[]): Promise<Slice> {
  const latenciesMs: number[] = [];
  const answers: string[] = [];
  const open = requests.entries();
  const startedMs = performance.now();
  const work = async (): Promise<void> => {
    for (const [index, request] of open) {
      const sentMs = performance.now();
      const { status, body } = await client.send(request);
      latenciesMs.push(performance.now() - sentMs);
      if (status < 200 || status > 299)
        throw new Error(`${request.path} answered ${status}: ${body}`);
      answers[index] = body;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return { durationMs: performance.now() - startedMs, latenciesMs, answers };
}
