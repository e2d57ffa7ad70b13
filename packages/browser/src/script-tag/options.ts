import type { NextmoveOptions } from "../api.ts";
import { parseJson } from "../plain/json.ts";
import { isRecord } from "../plain/shape.ts";

/** The decisions that were made with the page, as a server wrote them into it. */
function readBootstrap(page: ParentNode): NextmoveOptions["bootstrap"] {
  const text = page.querySelector("script[data-nextmove-bootstrap]")?.textContent;
  const found = text && parseJson(text); // To throw for what is not there costs milliseconds.
  // Each is looked at when it is taken.
  return isRecord(found) ? (found as NextmoveOptions["bootstrap"]) : undefined;
}

/** The options of the script tag: its data- attributes, and what the page holds for it. */
export function optionsOf(tag: HTMLScriptElement): NextmoveOptions {
  const {
    key = "",
    case: caseId,
    endpoint,
    consent,
    cookieDomain,
    gaPrefix,
    gaStream,
  } = tag.dataset;
  const { debug, pageViews } = tag.dataset;
  return {
    key,
    endpoint: endpoint ?? new URL(tag.src).origin,
    case: caseId,
    // Anything that is no state is taken for `pending`.
    consent: consent as NextmoveOptions["consent"],
    cookieDomain,
    ga: { cookiePrefix: gaPrefix, measurementId: gaStream },
    pageViews: pageViews !== "false",
    debug: debug !== undefined,
    bootstrap: readBootstrap(document),
  };
}
