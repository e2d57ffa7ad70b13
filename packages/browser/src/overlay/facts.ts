import type { Inspection } from "../api.ts";

export type Facts = readonly (readonly [name: string, value: string])[];

const NONE = "—";

const clock = (ms: number): string => new Date(ms).toLocaleTimeString();

const bytes = (amount: number): string =>
  amount < 1024 ? `${amount} B` : `${(amount / 1024).toFixed(1)} KiB`;

/** Who the SDK takes this visitor for. */
export function identityFacts(told: Inspection): Facts {
  const { consumerId, session, tab, pageId, cookieless } = told;
  return [
    ["Visitor", consumerId ?? "nameless"],
    ["Session", session ? `no. ${session.number}, since ${clock(session.startedAt)}` : NONE],
    ["Tab", tab || NONE],
    ["Page view", pageId || NONE],
    ...(cookieless ? ([["Kept", "nothing, without cookies"]] as const) : []),
  ];
}

/** What became of what was to be sent. */
export function deliveryFacts(told: Inspection, sent: number): Facts {
  const { journal, dropped, lastAnswer } = told;
  const given = Object.entries(dropped).map(([reason, count]) => `${count} ${reason}`);
  const where = journal.durable ? "survive the page" : "end with the page";
  return [
    ["Sent since opened", String(sent)],
    ["Waiting", journal.events ? `${journal.events} (${bytes(journal.bytes)}), ${where}` : "0"],
    ["Given up", given.join(", ") || "0"],
    ["Last answer", lastAnswer ? `${lastAnswer.status || "none"}, ${clock(lastAnswer.at)}` : NONE],
    ...(told.circuitOpen ? ([["Sending", "rests: the edge does not answer"]] as const) : []),
  ];
}

/** How the SDK was set up. */
export function setupFacts({ endpoint, key, case: caseId }: Inspection): Facts {
  return [
    ["Edge", endpoint],
    ["Key", key],
    ["Case", caseId ?? "named by each call"],
  ];
}
