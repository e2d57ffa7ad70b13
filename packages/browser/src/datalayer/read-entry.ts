import { isRecord, isString } from "../plain/shape.ts";
import { enhancedEcommerce } from "./enhanced-ecommerce.ts";
import type { Source } from "./fields.ts";
import { eventNameOf, shopEvent, type ShopEvent, TAG_MANAGER } from "./shop-event.ts";

/**
 * Makes a reader of dataLayer entries, in order. It accepts the form of gtag (`arguments`, or an
 * array), Google Tag Manager's GA4 form (`ecommerce` in the same entry or in one before without an
 * event of its own), the flat form, and Enhanced Ecommerce. Other entries are no events.
 */
export function createEntryReader(): (entry: unknown) => readonly ShopEvent[] {
  let waiting: Source = {};

  return (entry) => {
    if (!isRecord(entry)) return [];
    if (entry[0] === "event") return fromCommand(entry[1], entry[2]);
    const { event, ecommerce } = entry;
    const own = isRecord(ecommerce) ? ecommerce : undefined;
    const enhanced = own && !isRecord(own["items"]) ? enhancedEcommerce(own) : [];
    // As in the Tag Manager's data layer: what is pushed stays until it is replaced or reset.
    if (ecommerce !== undefined) waiting = own && !event && !enhanced[0] ? own : {};
    const name = eventNameOf(event);
    return enhanced[0] || !name ? enhanced : shopEvent(TAG_MANAGER, name, [own ?? waiting, entry]);
  };
}

/** Tags of Google's advertising products: their events repeat those of the shop's analytics. */
const ADVERTISING = /^(AW|DC)-/;

function fromCommand(command: unknown, given: unknown): readonly ShopEvent[] {
  const name = eventNameOf(command);
  const params = isRecord(given) ? given : {};
  const { send_to } = params;
  const target = isString(send_to) ? send_to : "";
  return name && !ADVERTISING.test(target) ? shopEvent(`gtag ${target}`, name, [params]) : [];
}
