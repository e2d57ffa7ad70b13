import type { NextmoveEvents } from "../api.ts";

export type Tone = "good" | "fair" | "bad" | "plain";

/** One line of the log. */
export interface Entry {
  readonly what: string;
  readonly title: string;
  readonly detail: string;
  readonly tone: Tone;
}

type Describe = {
  readonly [Name in keyof NextmoveEvents]: (event: NextmoveEvents[Name]) => Entry;
};

const count = (amount: number, noun: string): string =>
  `${amount} ${noun}${amount === 1 ? "" : "s"}`;

/** What the SDK tells its listeners, as a line of the log. */
export const ENTRY_OF: Describe = {
  decision: ({ case: caseId, action, actions, source }) => ({
    what: "decision",
    title: action ?? "nothing to choose from",
    detail: `${source} · ${caseId} · ${actions.slice(0, 5).join(" › ")}`,
    tone: source === "edge" ? "good" : "fair",
  }),
  recommendation: ({ case: caseId, items, source }) => ({
    what: "products",
    title:
      items
        .slice(0, 3)
        .map(({ id }) => id)
        .join(", ") || "none",
    detail: `${source} · ${caseId} · ${count(items.length, "product")}`,
    tone: source === "edge" ? "good" : "fair",
  }),
  sent: ({ case: caseId, eventIds, transport }) => ({
    what: "sent",
    title: count(eventIds.length, "event"),
    detail: transport === "beacon" ? `${caseId} · handed over, not answered` : caseId,
    tone: "good",
  }),
  error: ({ code, message }) => ({ what: "error", title: code, detail: message, tone: "bad" }),
  consent: ({ state, reason }) => ({
    what: "consent",
    title: state,
    detail: reason,
    tone: toneOfConsent(state),
  }),
  page: ({ url }) => ({ what: "page", title: pathOf(url), detail: url, tone: "plain" }),
  track: ({ name, params }) => ({
    what: "event",
    title: name,
    detail: JSON.stringify(params),
    tone: "plain",
  }),
};

export function toneOfConsent(state: NextmoveEvents["consent"]["state"]): Tone {
  if (state === "granted") return "good";
  return state === "denied" ? "bad" : "fair";
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
