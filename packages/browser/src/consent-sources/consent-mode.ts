import { isRecord, isString } from "../plain/shape.ts";
import type { ConsentSignal } from "./signal.ts";

interface ConsentDefault {
  readonly values: Readonly<Record<string, unknown>>;
  /** ISO 3166-2, e.g. `ES` or `US-CA`; empty means everywhere. */
  readonly regions: readonly string[];
}

/** What `gtag("consent", …)` has said so far. */
export interface ConsentMode {
  readonly defaults: readonly ConsentDefault[];
  /** Of each consent type the last update. */
  readonly updates: Readonly<Record<string, unknown>>;
  /** The longest time, in milliseconds, that a default asked to wait for an update. */
  readonly waitMs: number;
}

export const NOTHING_SAID: ConsentMode = { defaults: [], updates: {}, waitMs: 0 };

/** More defaults than any page declares; the rest is a runaway script. */
const MAX_DEFAULTS = 50;

/** No tag of Google waits longer for a dialogue, whatever the page asks for. */
const MAX_WAIT_MS = 10_000;

/**
 * Takes in one entry of the dataLayer; the same state when it says nothing about consent. Only
 * `arguments` objects count, as with Google: plain arrays are ignored in silence.
 * @see https://developers.google.com/tag-platform/security/guides/consent
 */
export function hear(heard: ConsentMode, entry: unknown): ConsentMode {
  if (Object.prototype.toString.call(entry) !== "[object Arguments]") return heard;
  const [command, verb, values] = Array.from(entry as ArrayLike<unknown>);
  if (command !== "consent" || !isRecord(values)) return heard;
  if (verb === "update") {
    const valid = Object.entries(values).filter(([, value]) => valueOf(value));
    return { ...heard, updates: { ...heard.updates, ...Object.fromEntries(valid) } };
  }
  if (verb !== "default" || heard.defaults.length >= MAX_DEFAULTS) return heard;
  const { region, wait_for_update: waitMs } = values;
  const regions = Array.isArray(region) ? region.filter(isString) : [];
  return {
    ...heard,
    defaults: [...heard.defaults, { values, regions }],
    waitMs: Math.min(MAX_WAIT_MS, Math.max(heard.waitMs, Number(waitMs) || 0)),
  };
}

export interface ConsentModeReading {
  /** Consent types that all have to be granted. */
  readonly types: readonly string[];
  /** Where the visitor is, as far as the page says. */
  readonly region?: string | undefined;
  /** A default may still be overtaken by the update it waits for. */
  readonly waiting: boolean;
  /** `google_tag_data.ics.entries`: what Google's own tag has made of it all, if it runs. */
  readonly entries?: unknown;
}

/**
 * What Consent Mode says, undefined when it says nothing about these types. A refusal by default is
 * no answer yet but `pending`: most pages start with it and update it at once for a visitor who
 * agreed on an earlier page, whose id must not be removed each time in between.
 */
export function consentModeSignal(
  heard: ConsentMode,
  reading: ConsentModeReading,
): ConsentSignal | undefined {
  const signals = reading.types
    .map((type) => signalOf(type, heard, reading))
    .filter((signal) => signal !== undefined);
  const first = (state: ConsentSignal["state"]) => signals.find((signal) => signal.state === state);
  return first("denied") ?? first("pending") ?? first("granted");
}

function signalOf(
  type: string,
  heard: ConsentMode,
  { region, waiting, entries }: ConsentModeReading,
): ConsentSignal | undefined {
  const say = (state: ConsentSignal["state"], words: string) => ({
    state,
    reason: `consent mode: ${type} ${words}`,
  });
  const settled = isRecord(entries) && isRecord(entries[type]) ? entries[type] : {};
  const update = valueOf(settled["update"]) ?? valueOf(heard.updates[type]);
  if (update) return say(update, update);
  const byDefault =
    valueOf(settled["default"]) ??
    valueOf(settled["initial"]) ??
    defaultOf(type, heard.defaults, region);
  if (byDefault === "denied") return say("pending", "denied by default, no answer yet");
  if (byDefault === "granted" && waiting) return say("pending", "waits for an update");
  return byDefault && say(byDefault, `${byDefault} by default`);
}

type Value = "granted" | "denied";

/** Commands say it in words, Google's tag keeps it as a boolean. */
const valueOf = (value: unknown): Value | undefined =>
  value === true || value === "granted"
    ? "granted"
    : value === false || value === "denied"
      ? "denied"
      : undefined;

/**
 * The most specific default for the region, the last one of equals. When the page does not say
 * where the visitor is, any refusal may be meant for here.
 */
function defaultOf(
  type: string,
  defaults: readonly ConsentDefault[],
  region: string | undefined,
): Value | undefined {
  let best: { readonly value: Value; readonly rank: number } | undefined;
  for (const { values, regions } of defaults) {
    const value = valueOf(values[type]);
    const rank = region === undefined ? Number(value === "denied") : specificity(regions, region);
    if (value && rank >= (best?.rank ?? 0)) best = { value, rank };
  }
  return best?.value;
}

/** 3 for the subdivision, 2 for its country, 1 for everywhere, -1 for elsewhere. */
function specificity(regions: readonly string[], region: string): number {
  if (regions.length === 0) return 1;
  if (regions.includes(region)) return region.includes("-") ? 3 : 2;
  return regions.includes(region.split("-")[0] ?? region) ? 2 : -1;
}
