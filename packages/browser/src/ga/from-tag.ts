import type { GaSettings } from "../api.ts";
import { isString } from "../shape.ts";
import type { Aliases } from "../wire.ts";
import { gaAliases } from "./aliases.ts";
import { gaClient } from "./client-id.ts";

/** A tag that has not answered by then is blocked, or waits for consent. */
const TIMEOUT_MS = 1_000;

/** Session ids are Unix seconds. */
const SESSION_ID = /^\d{10}$/;

export interface GaTagSettings extends GaSettings {
  /** The target that is asked, e.g. `G-ABC123`. */
  readonly measurementId: string;
  /** Name of the page's dataLayer. Default `dataLayer`. */
  readonly dataLayer?: string | undefined;
}

/**
 * The names that Google Analytics has for the visitor: from its cookies, or, where these are not
 * there yet or are kept by a server, from its tag, which is waited for one second. What is known
 * then is the answer, undefined when it is nothing. Never rejects.
 */
export async function gaFromTag(settings: GaTagSettings): Promise<Aliases | undefined> {
  const read = (): Aliases => gaAliases(readCookies(), settings) ?? {};
  const isComplete = (aliases: Aliases) => Object.keys(aliases).length === 2;
  const kept = read();
  if (isComplete(kept)) return kept;

  let told: Aliases = {};
  await new Promise<void>((resolve) => {
    setTimeout(resolve, TIMEOUT_MS);
    const hear = (answer: Aliases) => {
      told = { ...told, ...answer };
      if (isComplete(told)) resolve();
    };
    ask(settings, "client_id", (value) => {
      const client = isString(value) && gaClient(`GA1.1.${value}`);
      if (client) hear({ ga_client_id: client.id });
    });
    ask(settings, "session_id", (value) => {
      if (SESSION_ID.test(String(value))) hear({ ga_session_id: String(value) });
    });
  });
  const known = { ...told, ...read() };
  return Object.keys(known).length > 0 ? known : undefined;
}

function readCookies(): string {
  try {
    return document.cookie;
  } catch {
    return ""; // In a sandboxed frame without allow-same-origin.
  }
}

/**
 * `gtag("get", …)`: the tag calls back when it runs and knows its target, or never.
 * @see https://developers.google.com/tag-platform/gtagjs/reference#get
 */
function ask(
  { measurementId, dataLayer = "dataLayer" }: GaTagSettings,
  field: string,
  hear: (value: unknown) => void,
): void {
  const page = window as unknown as Record<string, unknown[] | undefined>;
  const layer = (page[dataLayer] ??= []);
  // Google's tag takes the arguments object of a call, and ignores arrays without a word.
  (function command(..._command: readonly unknown[]) {
    layer.push(arguments);
  })("get", measurementId, field, hear);
}
