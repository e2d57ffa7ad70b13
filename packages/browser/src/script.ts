/**
 * The script tag: `window.nextmove` made from the tag's data- attributes, after the calls that the
 * stub kept.
 */
import type { NextmoveOptions } from "./api.ts";
import { readConsent } from "./consent.ts";
import { assemble } from "./nextmove.ts";
import { browserPlatform } from "./browser/platform.ts";
import { createReplayClock } from "./script-tag/replay.ts";
import type { StubCall } from "./script-tag/stub-call.ts";

function optionsOf(tag: HTMLScriptElement): NextmoveOptions {
  const { key = "", case: caseId, endpoint, consent, cookieDomain, debug } = tag.dataset;
  return {
    key,
    endpoint: endpoint ?? new URL(tag.src).origin,
    case: caseId,
    consent: readConsent(consent),
    cookieDomain,
    debug: debug !== undefined,
  };
}

function start(tag: HTMLScriptElement): void {
  const stub = window.nextmove;
  // With `decide` and without `calls` it is the SDK, loaded twice: the first one stays.
  if (stub?.decide && !stub.calls) return;
  const clock = createReplayClock(browserPlatform.now);
  const nextmove = assemble(optionsOf(tag), { ...browserPlatform, now: clock.now });
  const push = (call: StubCall) => clock.replay(nextmove, call);
  const kept = stub?.calls;
  if (stub) stub.calls = { push };
  window.nextmove = nextmove;
  kept?.forEach?.(push);
}

try {
  const tag = document.currentScript;
  if (tag instanceof HTMLScriptElement) start(tag);
} catch (error) {
  browserPlatform.log(error); // The stub, if there is one, goes on with the page's own order.
}
