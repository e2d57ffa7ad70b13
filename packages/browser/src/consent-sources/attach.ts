import type { Tracker } from "../api.ts";
import { attached } from "../attach/attached.ts";
import { followConsentMode } from "./follow-consent-mode.ts";
import { followTcf } from "./follow-tcf.ts";
import { gpcSignal } from "./gpc.ts";
import { type ConsentSignals, mergeConsent } from "./merge.ts";
import type { ConsentSignal } from "./signal.ts";

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

/**
 * Feeds the consent of the page's own dialogue to the SDK: Google Consent Mode, TCF 2.2 and 2.3 and
 * Global Privacy Control, now and whenever it changes, each with its reason. What the shop says
 * itself by `consent` wins. Returns what stops it.
 */
export const attachConsent = (nextmove: Consenting, options: ConsentOptions = {}): (() => void) =>
  attached(() => followConsent(nextmove, options));

type Consenting = Pick<Tracker, "consent" | "on">;

function followConsent(nextmove: Consenting, options: ConsentOptions): () => void {
  const { dataLayer = "dataLayer", types = ["analytics_storage"], purposes = [1] } = options;
  const { globalPrivacyControl } = navigator as { readonly globalPrivacyControl?: unknown };
  // Its reason matters to nobody here, and an inspection would begin what waits for a later task.
  let current: ConsentSignal = { state: nextmove.consent(), reason: "page" };
  let signals: ConsentSignals = {
    page: current,
    gpc: options.gpc === false ? undefined : gpcSignal(globalPrivacyControl),
  };
  let isOurs = false;
  let started = false;

  const learn = (news: ConsentSignals) => {
    signals = { ...signals, ...news };
    // One source's grant does nothing before the others have been asked.
    if (!started) return;
    const merged = mergeConsent(signals);
    if (merged === signals.page) return;
    if (merged.state === current.state && merged.reason === current.reason) return;
    isOurs = true;
    nextmove.consent(merged.state, merged.reason);
    isOurs = false;
  };

  const stops = [
    nextmove.on("consent", (report) => {
      current = report;
      if (!isOurs) learn({ page: report });
    }),
    followConsentMode({ dataLayer, types, region: options.region }, (consentMode) =>
      learn({ consentMode }),
    ),
    followTcf({ purposes, vendor: options.vendor }, (tcf) => learn({ tcf })),
  ];
  started = true;
  learn({});
  return () => stops.forEach((stop) => stop());
}
