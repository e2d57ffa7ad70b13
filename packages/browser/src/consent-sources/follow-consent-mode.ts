import { quietly } from "../attach/quietly.ts";
import { searchUntilFound } from "../attach/search.ts";
import { listen } from "../datalayer/listen.ts";
import { isRecord } from "../plain/shape.ts";
import { consentModeSignal, hear, NOTHING_SAID } from "./consent-mode.ts";
import type { ConsentSignal } from "./signal.ts";

export interface ConsentModeOptions {
  readonly dataLayer: string;
  readonly types: readonly string[];
  readonly region: string | undefined;
}

interface TagPage {
  readonly google_tag_data?: { readonly ics?: unknown };
}

/**
 * Tells what Google Consent Mode says, now and after every change, by the commands in the dataLayer
 * and by what Google's own tag made of them: a dialogue that is a template of the tag manager shows
 * up only there. Returns what stops it.
 */
export function followConsentMode(
  { dataLayer, types, region }: ConsentModeOptions,
  tell: (signal: ConsentSignal | undefined) => void,
): () => void {
  const page = globalThis as unknown as TagPage;
  let heard = NOTHING_SAID;
  let waitTimer: ReturnType<typeof setTimeout> | undefined;

  const stateOfTag = () => {
    const ics = page.google_tag_data?.ics;
    return isRecord(ics) ? ics : undefined;
  };
  const read = quietly(() => {
    const waiting = waitTimer !== undefined;
    const entries = stateOfTag()?.["entries"];
    tell(consentModeSignal(heard, { types, region, waiting, entries }));
  });
  const wait = (ms: number) => {
    clearTimeout(waitTimer);
    waitTimer = setTimeout(() => {
      waitTimer = undefined;
      read();
    }, ms);
  };

  const stopListening = listen(dataLayer, (entry) => {
    const { waitMs } = heard;
    heard = hear(heard, entry);
    if (heard.waitMs > waitMs) wait(heard.waitMs);
    read();
  });
  const stopSearching = searchUntilFound(stateOfTag, (tag) => {
    const { addListener } = tag;
    if (typeof addListener === "function") addListener.call(tag, types, read);
    read();
  });
  return () => {
    stopListening();
    stopSearching();
    clearTimeout(waitTimer);
  };
}
