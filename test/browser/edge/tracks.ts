import { z } from "zod";

import type { Call } from "./front.ts";

const track = z.looseObject({
  type: z.literal("track"),
  event_id: z.string(),
  name: z.string(),
  page_id: z.string(),
  params: z.looseObject({}),
});
export type Track = z.infer<typeof track>;

const envelope = z.object({ events: z.looseObject({ type: z.string() }).array() });

/** What was tracked so far, in order, each event once however often it was sent. */
export function tracksIn(calls: readonly Call[]): Track[] {
  const events = calls
    .filter(({ path }) => path.startsWith("/v3/collect/"))
    .flatMap(({ body }) => envelope.parse(JSON.parse(body)).events)
    .filter(({ type }) => type === "track")
    .map((event) => track.parse(event));
  return [...new Map(events.map((event) => [event.event_id, event])).values()];
}

/** The addresses of the page views among them. */
export const pagesViewed = (calls: readonly Call[]): string[] =>
  tracksIn(calls)
    .filter(({ name }) => name === "page_view")
    .map(({ params }) => new URL(String(params["page_location"])).pathname);
