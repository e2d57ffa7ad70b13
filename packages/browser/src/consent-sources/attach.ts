import type { Nextmove } from "../api.ts";
import { isRecord } from "../shape.ts";
import { type ConsentModeReading, consentModeSignal, hear, NOTHING_SAID } from "./consent-mode.ts";
import { hearEntries } from "./data-layer-entries.ts";
import { gpcSignal } from "./gpc.ts";
import { type ConsentSignals, mergeConsent } from "./merge.ts";
import { TCF_WAITS, tcfSignal } from "./tcf.ts";

export interface ConsentOptions {
  /** Name of the page's dataLayer. Default `dataLayer`. */
  readonly dataLayer?: string | undefined;
  /** Consent types of Consent Mode that all have to be granted. Default `analytics_storage`. */
  readonly types?: readonly string[] | undefined;
  /**
   * Where the visitor is (ISO 3166-2, e.g. `US-CA`), for defaults that name regions. Without it
   * the strictest default counts.
   */
  readonly region?: string | undefined;
  /** Purposes of TCF that all have to be agreed to. Default 1, storage on the device. */
  readonly purposes?: readonly number[] | undefined;
  /** Your id on the Global Vendor List, when you have one. */
  readonly vendor?: number | undefined;
  /** Follow Global Privacy Control. Default true. */
  readonly gpc?: boolean | undefined;
}

/** Consent dialogues load late, but one that has not come by then is not on the page. */
const SEARCH_MS = 10_000;
const SEARCH_INTERVAL_MS = 250;

type TcfApi = (command: string, version: number, ...parameters: readonly unknown[]) => void;

/**
 * Feeds the consent of the page's own dialogue to the SDK: Google Consent Mode, TCF 2.2 and 2.3 and
 * Global Privacy Control, now and whenever it changes. What the shop says itself by
 * `nextmove.consent` wins from then on. Returns what stops it.
 */
export function attachConsent(nextmove: Nextmove, options: ConsentOptions = {}): () => void {
  const { dataLayer = "dataLayer", types = ["analytics_storage"], region } = options;
  const { purposes = [1], vendor, gpc = true } = options;
  const page = globalThis as unknown as Record<string, unknown>;
  const stops: (() => void)[] = [];
  let signals: ConsentSignals = {
    page: nextmove.inspect().consent,
    gpc: gpc ? gpcSignal((page["navigator"] as Record<string, unknown>)["globalPrivacyControl"]) : undefined,
  };
  let said = NOTHING_SAID;
  let waiting = false;
  let applying = false;

  const apply = () => {
    const { state, reason } = mergeConsent(signals);
    const now = nextmove.inspect().consent;
    if (state === now.state && (reason === now.reason || signals.page === now)) return;
    applying = true;
    nextmove.consent(state, reason);
    applying = false;
  };
  const learn = (news: ConsentSignals) => {
    signals = { ...signals, ...news };
    apply();
  };
}
