import type { GaSettings } from "../api.ts";
import { attempt } from "../plain/attempt.ts";
import { isString } from "../plain/shape.ts";
import type { Aliases } from "../context/wire.ts";
import { gaAliases } from "./aliases.ts";
import { gaClient } from "./client-id.ts";

/** A tag that has not answered by then is blocked, or waits for consent. */
const TIMEOUT_MS = 1_000;

/** Session ids are Unix seconds. */
const SESSION_ID = /^\d{10}$/;

export interface GaTagSettings extends GaSettings {
  /** The target that is asked, e.g. `G-ABC123`. Default: the one that the page has configured. */
  readonly measurementId?: string | undefined;
  /** Name of the page's dataLayer. Default `dataLayer`. */
  readonly dataLayer?: string | undefined;
}

/**
 * The names that Google Analytics has for the visitor: from its cookies, or, where these are not
 * there yet or are kept by a server, from its tag, which is waited for one second. What is known
 * then is the answer, undefined when it is nothing. Never rejects.
 */
export async function gaFromTag(settings: GaTagSettings = {}): Promise<Aliases | undefined> {
  const read = () => readKept(settings);
  const kept = read();
  if (isComplete(kept)) return kept;

  let told: Aliases = {};
  await new Promise<void>((resolve) => {
    setTimeout(resolve, TIMEOUT_MS);
    askTag(settings, (answer) => {
      told = { ...told, ...answer };
      if (isComplete(told)) resolve();
    });
  });
  const known = { ...told, ...read() };
  return Object.keys(known).length > 0 ? known : undefined;
}

/**
 * The option `ga` of the SDK for a shop whose Google Analytics keeps its ids where scripts cannot read
 * them: once there is consent the tag is asked for what the cookies do not say, and from when it has
 * answered its names go along. Nothing waits for it.
 */
export function gaTag(settings: GaTagSettings = {}): GaSettings {
  let told: Aliases = {};
  let isAsked = false;
  const hear = (answer: Aliases) => {
    told = { ...told, ...answer };
  };
  return {
    ...settings,
    told() {
      isAsked ||= isComplete(readKept(settings)) || !!attempt(() => askTag(settings, hear));
      return told;
    },
  };
}

const isComplete = (aliases: Aliases): boolean => Object.keys(aliases).length === 2;

/** From the cookies; a sandboxed frame without allow-same-origin throws on them. */
const readKept = (settings: GaSettings): Aliases =>
  gaAliases(attempt(() => document.cookie) ?? "", settings) ?? {};

interface TagPage {
  readonly google_tag_manager?: object;
}

/**
 * `gtag("get", …)` for both names: the tag calls back when it runs and knows its target, or never.
 * `hear` gets each name that is one. False when the page has no target yet.
 * @see https://developers.google.com/tag-platform/gtagjs/reference#get
 */
function askTag(
  { measurementId, dataLayer = "dataLayer" }: GaTagSettings,
  hear: (answer: Aliases) => void,
): boolean {
  const page = window as unknown as Record<string, unknown[] | undefined>;
  const target = measurementId ?? streamOf(page[dataLayer] ?? []);
  if (!target) return false;
  const layer = (page[dataLayer] ??= []);
  // Google's tag takes the arguments object of a call, and ignores arrays without a word.
  const command = function command(..._command: readonly unknown[]) {
    layer.push(arguments);
  };
  command("get", target, "client_id", (value: unknown) => {
    const client = isString(value) && gaClient(`GA1.1.${value}`);
    if (client) hear({ ga_client_id: client.id });
  });
  command("get", target, "session_id", (value: unknown) => {
    if (SESSION_ID.test(String(value))) hear({ ga_session_id: String(value) });
  });
  return true;
}

/** A stream of Google Analytics on this page: one that it configures, or that its tag manager runs. */
function streamOf(layer: readonly unknown[]): string | undefined {
  const configured = layer
    .map((entry) => Object(entry) as Readonly<Record<number, unknown>>)
    .filter((entry) => entry[0] === "config")
    .map((entry) => entry[1]);
  const { google_tag_manager: running = {} } = globalThis as TagPage;
  return [...configured, ...Object.keys(running)].find(isStream);
}

const isStream = (target: unknown): target is string => isString(target) && target.startsWith("G-");
