import { isRecord, isString, isStrings } from "../plain/shape.ts";

/** What the SDK sent to the edge. */
export interface TransportRequest {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly transport: "fetch" | "beacon";
}

export interface FakeTransportOptions {
  /** Origin of the edge, as given to the SDK. All other addresses are left alone. */
  readonly endpoint: string;
  /** Rankings by case. Default: the order of the request. */
  readonly decisions?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Product ids by case. Default: none. */
  readonly recommendations?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** An edge in memory, in the place of `fetch` and `navigator.sendBeacon`. */
export interface FakeTransport {
  readonly requests: readonly TransportRequest[];
  /** What was reported, each event once however often it was sent. */
  readonly events: () => readonly Readonly<Record<string, unknown>>[];
  /** Answers this status from now on, 0 for no network; undefined answers again. */
  readonly fail: (status: number | undefined) => void;
  /** Puts back what was there. */
  readonly restore: () => void;
}

const read = (body: unknown): Readonly<Record<string, unknown>> => {
  const parsed: unknown = isString(body) ? JSON.parse(body) : undefined;
  return isRecord(parsed) ? parsed : {};
};

const eventsOf = ({ body }: TransportRequest): Readonly<Record<string, unknown>>[] => {
  const { events } = body;
  return Array.isArray(events) ? events.filter(isRecord) : [];
};

/** Intercepts what the real SDK sends to one endpoint, until it is restored. */
export function fakeTransport(options: FakeTransportOptions): FakeTransport {
  const { decisions = {}, recommendations = {} } = options;
  const { origin } = new URL(options.endpoint);
  const requests: TransportRequest[] = [];
  let failure: number | undefined;

  const answer = ({ path, body }: TransportRequest): unknown => {
    const [, , kind, caseId = ""] = path.split("/").map(decodeURIComponent);
    const { query_id = "query", actions, limit } = body;
    const count = typeof limit === "number" ? limit : undefined;
    const asked = isStrings(actions) ? actions : undefined;
    if (kind === "action" || kind === "recommendation") {
      const ranked = (kind === "action" ? decisions : recommendations)[caseId];
      const possible = ranked?.filter((action) => !asked || asked.includes(action)) ?? asked ?? [];
      const items = possible.slice(0, count);
      return { query_id, actions: items, status: 1, token: `token of ${String(query_id)}` };
    }
    return { status: 1, received: eventsOf({ path, body, transport: "fetch" }).length, failed: [] };
  };

  const realFetch = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, options.endpoint);
    if (url.origin !== origin) return realFetch(input, init);
    if (failure === 0) throw new TypeError("Failed to fetch");
    const body = read(input instanceof Request ? await input.text() : init?.body);
    const request: TransportRequest = { path: url.pathname, body, transport: "fetch" };
    if (failure !== undefined) return Response.json({ status: 0 }, { status: failure });
    requests.push(request);
    return Response.json(answer(request));
  };

  // jsdom has no sendBeacon.
  const beacons: { sendBeacon?: Navigator["sendBeacon"] } = navigator;
  const ownBeacon = Object.getOwnPropertyDescriptor(beacons, "sendBeacon");
  const realBeacon = beacons.sendBeacon?.bind(navigator);
  Object.defineProperty(beacons, "sendBeacon", {
    configurable: true,
    value: (address: string | URL, data?: BodyInit | null) => {
      const url = new URL(address, options.endpoint);
      if (url.origin !== origin) return realBeacon?.(address, data) ?? false;
      // The browser takes a beacon, whatever becomes of it.
      if (failure === undefined) {
        requests.push({ path: url.pathname, body: read(data), transport: "beacon" });
      }
      return true;
    },
  });

  return {
    requests,
    events() {
      const all = requests.flatMap(eventsOf);
      return [...new Map(all.map((event) => [event["event_id"], event])).values()];
    },
    fail: (status) => {
      failure = status;
    },
    restore() {
      globalThis.fetch = realFetch;
      if (ownBeacon) Object.defineProperty(beacons, "sendBeacon", ownBeacon);
      else Reflect.deleteProperty(beacons, "sendBeacon");
    },
  };
}
