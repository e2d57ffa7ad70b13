import type { BootstrapDecision } from "../api.ts";
import type { ServerDecision } from "./decide-for-request.ts";

/**
 * The option `bootstrap` of the browser's SDK. A fallback is left out: nobody decided it, so the
 * browser asks for itself.
 */
export const bootstrapOf = (
  decisions: readonly ServerDecision[],
): Readonly<Record<string, BootstrapDecision>> =>
  Object.fromEntries(
    decisions
      .filter(({ source }) => source === "edge")
      .map(({ case: caseId, queryId, actions, token }) => [
        caseId,
        { query_id: queryId, actions, token },
      ]),
  );

/** What could end the element, open a comment in it, or not be read as JavaScript, as JSON escapes. */
const inScript = (json: string): string =>
  json.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

const inAttribute = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/**
 * The decisions as an element for the page's head, before the script tag, which reads it. It holds
 * data, so a Content-Security-Policy does not block it; `nonce` is for policies that insist.
 */
export function bootstrapTag(
  decisions: readonly ServerDecision[],
  { nonce }: { readonly nonce?: string | undefined } = {},
): string {
  const guard = nonce === undefined ? "" : ` nonce="${inAttribute(nonce)}"`;
  const json = inScript(JSON.stringify(bootstrapOf(decisions)));
  return `<script type="application/json" data-nextmove-bootstrap${guard}>${json}</script>`;
}
