import { isRecord } from "../plain/shape.ts";
import { type Finding, warning } from "./finding.ts";

/**
 * Why the browser did not keep this page when it was left, told once the visitor has come back.
 * @see https://html.spec.whatwg.org/multipage/nav-history-apis.html#notrestoredreasons
 *
 * @param navigation the page's entry of that type in the performance timeline
 */
export function backForwardFindings(navigation: unknown): readonly Finding[] {
  const told = isRecord(navigation) ? navigation["notRestoredReasons"] : undefined;
  const reasons = isRecord(told) ? told["reasons"] : undefined;
  if (!Array.isArray(reasons)) return [];
  return reasons.map((each) => {
    const reason = String(isRecord(each) ? each["reason"] : each);
    return warning("not_restored", `This page cannot come back as it was left: ${reason}.`);
  });
}
