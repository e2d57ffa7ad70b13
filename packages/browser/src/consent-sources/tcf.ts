import { isRecord } from "../plain/shape.ts";
import type { ConsentSignal } from "./signal.ts";

export interface TcfReading {
  /** Purposes of the framework that all have to be agreed to; 1 is storage on the device. */
  readonly purposes: readonly number[];
  /** The shop's vendor id on the Global Vendor List, when it has one. */
  readonly vendor?: number | undefined;
}

/**
 * What a `tcData` of `addEventListener` says. Undefined while it says nothing new: a dialogue that
 * is shown (again) changes nothing until the visitor has answered.
 * @see https://github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework
 */
export function tcfSignal(tcData: unknown, reading: TcfReading): ConsentSignal | undefined {
  if (!isRecord(tcData)) return undefined;
  if (tcData["gdprApplies"] === false) return say("granted", "GDPR does not apply");
  const { eventStatus } = tcData;
  if (eventStatus !== "tcloaded" && eventStatus !== "useractioncomplete") return undefined;
  for (const purpose of reading.purposes) {
    if (!within(tcData, "purpose", "consents", purpose)) {
      return say("denied", `purpose ${purpose} refused`);
    }
  }
  const { vendor } = reading;
  if (vendor !== undefined) {
    if (!within(tcData, "vendor", "consents", vendor)) {
      return say("denied", `vendor ${vendor} refused`);
    }
    // Since TCF 2.3 a vendor that was not shown to the visitor may not rely on the answer.
    if (disclosedIn(tcData) && !within(tcData, "vendor", "disclosedVendors", vendor)) {
      return say("denied", `vendor ${vendor} was not disclosed`);
    }
  }
  return say("granted", `purpose ${reading.purposes.join(", ")} agreed to`);
}

/** As long as the framework is there and has not told an answer. */
export const TCF_WAITS: ConsentSignal = say("pending", "the visitor has not answered yet");

function say(state: ConsentSignal["state"], words: string): ConsentSignal {
  return { state, reason: `tcf: ${words}` };
}

function within(tcData: Readonly<Record<string, unknown>>, ...path: (string | number)[]): boolean {
  let value: unknown = tcData;
  for (const name of path) value = isRecord(value) ? value[name] : undefined;
  return value === true;
}

const disclosedIn = ({ vendor }: Readonly<Record<string, unknown>>): boolean =>
  isRecord(vendor) && isRecord(vendor["disclosedVendors"]);
