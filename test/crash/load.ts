import { type HttpClient, httpClient, type HttpResponse } from "../harness/http-client.ts";
import type { EpisodeRequest } from "./episode.ts";
import { resume, type Visit } from "./visit.ts";

const CONNECTIONS = 8;

/** The case under load and the key of the shop's server. */
export type Target = { caseId: string; headers: Record<string, string> };

/** Sends one request and insists that it succeeds: bad answers are defects, not crashes. */
export async function sendOne(
  client: HttpClient,
  { headers }: Target,
  { path, body }: EpisodeRequest,
): Promise<HttpResponse> {
  const response = await client.send({ path, headers, body });
  if (response.status !== 200) {
    throw new Error(`${path} answered ${response.status}: ${response.body}`);
  }
  return response;
}

/**
 * Plays visits on several connections at once until the acknowledgement at which `crash` is called,
 * and returns those that were cut off. The requests in flight at that moment are the point.
 */
export async function playUntilCrash(
  url: string,
  target: Target,
  visits: Iterator<Visit, undefined>,
  crash: { afterAcknowledgements: number; now: () => Promise<void> },
): Promise<Visit[]> {
  const client = httpClient(url, CONNECTIONS);
  const cutOff: Visit[] = [];
  const crashed = new AbortController();
  let acknowledgements = 0;

  const send = async (request: EpisodeRequest): Promise<string> => {
    const { body } = await sendOne(client, target, request);
    acknowledgements++;
    if (acknowledgements === crash.afterAcknowledgements) {
      crashed.abort();
      await crash.now();
    }
    return body;
  };
  const playVisits = async (): Promise<void> => {
    while (!crashed.signal.aborted) {
      const visit = visits.next().value;
      if (visit === undefined) return;
      try {
        await resume(visit, target.caseId, send);
      } catch (error) {
        if (!crashed.signal.aborted) throw error;
        cutOff.push(visit);
      }
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, playVisits));
  client.close();
  return cutOff;
}

/** What was cut off in the last round is sent again first, among new visits without end. */
export function* firstThose(cutOff: Visit[], open: () => Visit): Generator<Visit, undefined> {
  yield* cutOff;
  while (true) yield open();
}
