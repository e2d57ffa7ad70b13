import type { Inspection } from "../api.ts";
import { error, type Finding, info, warning } from "./finding.ts";

/** What the shop's developer has written, and what the SDK knows of itself. */
export function installationFindings(
  told: Omit<Inspection, "lastAnswer">,
  page: Pick<WindowOrWorkerGlobalScope, "origin" | "isSecureContext">,
): readonly Finding[] {
  const { key, endpoint, consent, journal, dropped } = told;
  const findings: Finding[] = [consentFinding(consent)];
  if (!key.startsWith("pk_")) {
    findings.push(
      error("key_wrong", "The key is not a publishable one (pk_…). Revoke it if it is secret."),
    );
  }
  if (!told.case)
    findings.push(warning("case_missing", "No case is given: page views and this check need one."));
  if (!page.isSecureContext) findings.push(warning("not_secure", "The page is not on https."));
  if (new URL(endpoint, page.origin).origin !== page.origin) {
    findings.push(
      info(
        "other_origin",
        "The edge is on another origin: Safari forgets visitors in 7 days, ad blockers may stop it.",
      ),
    );
  }
  if (told.cookieless) {
    findings.push(info("cookieless", "Nothing is kept here: every page is another visitor's."));
  } else if (consent.state === "granted" && !journal.durable) {
    findings.push(
      warning("storage_blocked", "Storage is blocked: unsent events end with the page."),
    );
  }
  if (told.circuitOpen)
    findings.push(warning("paused", "Sending rests: the edge does not answer."));
  for (const [reason, count] of Object.entries(dropped)) {
    // What a visitor does not agree to is not lost.
    const say = reason === "consent" ? info : warning;
    findings.push(say("dropped", `Events given up: ${count} (${reason}).`));
  }
  return findings;
}

function consentFinding({ state, reason }: Inspection["consent"]): Finding {
  const say = state === "pending" ? warning : info;
  const effect = state === "granted" ? "" : " Nothing is stored or reported.";
  return say(`consent_${state}`, `Consent is ${state} (${reason}).${effect}`);
}
