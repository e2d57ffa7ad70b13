import type { Attributes } from "../api.ts";
import type { Context } from "../context/context.ts";
import { toJson } from "../plain/json.ts";
import type { DecidingPlatform } from "../platform/platform.ts";
import { post } from "../delivery/sending/post.ts";
import { within } from "../platform/within.ts";
import { type Answered, readAnswer } from "./answer.ts";
import { describe } from "./describe.ts";

export interface Decider extends Context, Pick<DecidingPlatform, "screen"> {
  readonly deadlineMs: number;
  /** The edge answered. */
  readonly reached: () => void;
}

/** What is asked: `POST /v3/{what}/{case}` with what describes the visitor, and more. */
export interface Question {
  readonly what: "action" | "recommendation";
  readonly case: string;
  readonly deadline: number | undefined;
  readonly state: Attributes | undefined;
  readonly more: object;
}

/**
 * Asks the edge once, without retry: the page does not wait for a second attempt. Undefined, and an
 * error told, when there is no answer at the deadline; `keep` gets it even then.
 */
export async function askEdge(
  decider: Decider,
  { what, case: caseId, deadline, state, more }: Question,
  keep: (answer: Answered) => void,
): Promise<Answered | undefined> {
  const { platform, endpoint, listeners, deadlineMs, reached, consumerId } = decider;
  const ask = async () => {
    if (!caseId) return "no case";
    const url = `${endpoint}/v3/${what}/${encodeURIComponent(caseId)}`;
    const body = toJson({ ...describe(decider, state ?? {}), ...more });
    const response = await post(
      platform,
      new AbortController(),
      consumerId() ? "same-origin" : "omit",
      url,
      body,
    );
    const answer = response.status === 200 ? readAnswer(response.body) : undefined;
    if (!answer) {
      const { error } = Object(response.body) as { readonly error?: unknown };
      // Whole: which action it was is in its path.
      return `edge answered ${response.status || "nothing"}${error ? ` ${toJson(error)}` : ""}`;
    }
    keep(answer);
    reached();
    return answer;
  };
  // It rejects for a state that is no JSON, such as a circular one.
  const late = "deadline passed";
  const answer = await within(platform, deadline ?? deadlineMs, ask().catch(String), late);
  if (typeof answer !== "string") return answer;
  listeners.tellError("decide_failed", answer);
  return undefined;
}
