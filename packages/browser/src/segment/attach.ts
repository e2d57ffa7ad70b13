import type { Nextmove, Tracker } from "../api.ts";
import { quietly } from "../attach/quietly.ts";
import { createOrderFilter } from "../datalayer/orders.ts";
import { isRecord, isString } from "../plain/shape.ts";
import { allowedTraits } from "./allowed-traits.ts";
import { fromMessage, fromMethod, type SegmentCall } from "./read-call.ts";
import { segmentEvent } from "./shop-event.ts";

export interface SegmentOptions {
  /**
   * Names of the traits that become attributes, and so state to decide on. Default: none. Flags,
   * numbers and short texts only; never name what identifies a person.
   */
  readonly traits?: readonly string[] | undefined;
  /**
   * Tracks `page` calls as page views, for an instance made with `pageViews: false`. Default false:
   * the SDK sees page views itself.
   */
  readonly pages?: boolean | undefined;
}

/** A tracker has no use for attributes: it decides nothing. */
type Reporting = Pick<Tracker, "consent" | "inspect" | "on" | "track"> &
  Partial<Pick<Nextmove, "attributes">>;

const METHODS = ["track", "page", "identify"];

/**
 * Tracks what a shop reports to Segment or a library with its calls: e-commerce events by GA4's
 * names, and traits as far as they are allowed. Becomes a source middleware where there are any: the
 * snippet's stub will do then. Otherwise it wraps the methods of the loaded object, which are called
 * as before. Attach it once, and either this or the dataLayer. Returns what stops it.
 */
export function attachSegment(
  nextmove: Reporting,
  analytics: unknown,
  { traits = [], pages = false }: SegmentOptions = {},
): () => void {
  let stopped = false;
  const isKnownOrder = createOrderFilter(nextmove);
  const hear = quietly((read: () => SegmentCall) => {
    if (stopped) return;
    const { type, name, record } = read();
    if (type === "identify") nextmove.attributes?.(allowedTraits(record, traits));
    if (type === "page" && pages) nextmove.track("page_view", { page_title: name });
    if (type !== "track" || !isString(name)) return;
    for (const event of segmentEvent(name, record)) {
      if (!isKnownOrder(event)) nextmove.track(event.name, event.params);
    }
  });

  quietly(() => {
    if (!isRecord(analytics)) return;
    if (!addMiddleware(analytics, hear)) wrapMethods(analytics, hear);
  })();
  return () => {
    stopped = true;
  };
}

/** Hears a call, which is read inside the error boundary: it is the page's. */
type Hear = (read: () => SegmentCall) => void;

/** @see https://segment.com/docs/connections/sources/catalog/libraries/website/javascript/middleware/ */
function addMiddleware(analytics: Readonly<Record<string, unknown>>, hear: Hear): boolean {
  const { addSourceMiddleware } = analytics;
  const middleware = ({ payload, next }: Middleware) => {
    hear(() => fromMessage(payload.obj));
    next(payload);
  };
  try {
    Reflect.apply(addSourceMiddleware as () => void, analytics, [middleware]);
    return true;
  } catch {
    return false; // There are none, or they are refused once it runs, as by old versions.
  }
}

interface Middleware {
  readonly payload: { readonly obj: unknown };
  readonly next: (payload: unknown) => void;
}

function wrapMethods(analytics: Readonly<Record<string, unknown>>, hear: Hear): void {
  for (const type of METHODS) {
    const method = analytics[type];
    if (typeof method !== "function") continue;
    Object.assign(analytics, {
      [type](this: unknown, ...given: readonly unknown[]): unknown {
        try {
          return Reflect.apply(method, this, given);
        } finally {
          void Promise.resolve(given).then((call) => hear(() => fromMethod(type, call)));
        }
      },
    });
  }
}
