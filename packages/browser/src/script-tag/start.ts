import type { Nextmove, NextmoveOptions } from "../api.ts";
import { decidingPlatform } from "../platform/browser/deciding-platform.ts";
import type * as checking from "../check/index.ts";
import { assembleCookieless } from "../cookieless/assemble.ts";
import { assemble } from "../nextmove.ts";
import type * as overlaying from "../overlay/index.ts";
import { optionsOf } from "./options.ts";
import { createReplayClock } from "./replay.ts";
import type { ScriptNextmove, StubCall } from "./stub-call.ts";

/** With what is rarely used: it is loaded from beside the script when it is. */
function withTools(nextmove: Nextmove, scriptUrl: string): ScriptNextmove {
  const load = (name: string) => import(new URL(name, scriptUrl).href);
  return {
    ...nextmove,
    async check() {
      const module: typeof checking = await load("nextmove-check.js");
      return module.check(nextmove);
    },
    async overlay(options) {
      const module: typeof overlaying = await load("nextmove-overlay.js");
      return module.showOverlay(nextmove, options);
    },
  };
}

function start(
  tag: HTMLScriptElement,
  attach: (nextmove: Nextmove) => void,
  settle: (options: NextmoveOptions) => NextmoveOptions,
): void {
  const stub = window.nextmove;
  // With `decide` and without `calls` it is the SDK, loaded twice: the first one stays.
  if (stub?.decide && !stub.calls) return;
  const clock = createReplayClock(decidingPlatform.now);
  const make = "cookieless" in tag.dataset ? assembleCookieless : assemble;
  const nextmove = withTools(
    make(settle(optionsOf(tag)), { ...decidingPlatform, now: clock.now }),
    tag.src,
  );
  const push = (call: StubCall) => clock.replay(nextmove, call);
  const kept = stub?.calls;
  if (stub) stub.calls = { push };
  window.nextmove = nextmove;
  kept?.forEach?.(push);
  attach(nextmove);
}

/**
 * Makes `window.nextmove` from the attributes of the script tag that runs now, after the calls that
 * the stub kept, and attaches to it what the script brings along.
 *
 * @param settle may add to the options
 */
export function startScript(
  attach: (nextmove: Nextmove) => void = () => {},
  settle: (options: NextmoveOptions) => NextmoveOptions = (options) => options,
): void {
  try {
    const tag = document.currentScript;
    if (tag instanceof HTMLScriptElement) start(tag, attach, settle);
  } catch (error) {
    decidingPlatform.writeLog(error); // The stub, if there is one, goes on with the page's own order.
  }
}
