import { type Episode, type EpisodeRequest, requestsOf } from "./episode.ts";

/** How far an episode has come: the answers that arrived, which are promises the server made. */
export type Visit = {
  episode: Episode;
  /** Request id -> body of its answer. */
  acknowledged: Map<string, string>;
};

/** Plays the rest of an episode. Rejects where `send` does, and can be resumed there. */
export async function resume(
  visit: Visit,
  caseId: string,
  send: (request: EpisodeRequest) => Promise<string>,
): Promise<void> {
  const requests = requestsOf(visit.episode, caseId);
  let step = requests.next();
  while (!step.done) {
    const request = step.value;
    const answer = visit.acknowledged.get(request.id) ?? (await send(request));
    visit.acknowledged.set(request.id, answer);
    step = requests.next(answer);
  }
}

/** The requests of a finished visit with the answers that they got. */
export function* acknowledgedRequests(
  visit: Visit,
  caseId: string,
): Generator<{ request: EpisodeRequest; answer: string }, void> {
  const requests = requestsOf(visit.episode, caseId);
  let step = requests.next();
  while (!step.done) {
    const request = step.value;
    const answer = visit.acknowledged.get(request.id);
    if (answer === undefined) throw new Error(`${request.id} of ${visit.episode.queryId} is open`);
    yield { request, answer };
    step = requests.next(answer);
  }
}
