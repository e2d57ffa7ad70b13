import { type CollectResponse, collectResponse } from "@nextmove/contract";
import { randomUUID } from "node:crypto";
import { expect } from "vitest";

import type { Api } from "../../nba/client/api.ts";
import { type Answer, PUBLISHABLE_KEY } from "../../nba/client/http.ts";

type Body = Readonly<Record<string, unknown>>;

/** A page of the shop in one tab of a consumer's browser: numbers what it reports, as the SDK does. */
export interface Page {
  consumer: string;
  tab: string;
  /** Events with the next numbers. */
  track: (name: string, params?: Body, more?: Body) => Body;
  numbered: (event: Body) => Body;
  /** What an envelope looks like. */
  envelope: (events: readonly unknown[], more?: Body) => Body;
  send: (events: readonly unknown[], more?: Body) => Promise<Answer>;
  /** Insists on success. */
  sent: (events: readonly unknown[], more?: Body) => Promise<CollectResponse>;
}

export function openPage(
  api: Pick<Api, "call">,
  caseId: string,
  consumer: string = randomUUID(),
): Page {
  const tab = randomUUID();
  let seq = 0;
  const numbered = (event: Body): Body => {
    seq += 1;
    return { seq, event_id: `${tab}-${seq}`, at: Date.now(), ...event };
  };
  const envelope = (events: readonly unknown[], more: Body = {}): Body => ({
    key: PUBLISHABLE_KEY,
    consumer_id: consumer,
    tab,
    sent_at: Date.now(),
    events,
    ...more,
  });
  const send = (events: readonly unknown[], more?: Body): Promise<Answer> =>
    api.call("POST", `/v3/collect/${caseId}`, {
      key: null,
      headers: { "content-type": "text/plain;charset=UTF-8", origin: "https://shop.example" },
      body: JSON.stringify(envelope(events, more)),
    });
  return {
    consumer,
    tab,
    numbered,
    track: (name, params = {}, more = {}) => numbered({ type: "track", name, params, ...more }),
    envelope,
    send,
    async sent(events, more) {
      const answer = await send(events, more);
      expect(answer.status, answer.text).toBe(200);
      return collectResponse.strict().parse(answer.json);
    },
  };
}
