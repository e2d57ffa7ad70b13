import type { JournalEvent } from "./journal/event.ts";
import type { EventStore } from "./journal/event-store.ts";
import type { PageView, Platform, Presence } from "./platform.ts";

/** What one POST to the fake edge carried. */
export interface FakeRequest {
  readonly path: string;
  readonly body: Record<string, unknown>;
}

type Reply = (request: FakeRequest) => Response | Promise<Response>;

/** The browser of one visitor: what outlives a page, and who answers it. */
export interface FakeBrowser {
  readonly cookies: Map<string, string>;
  readonly storage: Map<string, string>;
  readonly events: Map<string, JournalEvent>;
  readonly requests: FakeRequest[];
  readonly beacons: FakeRequest[];
  reply: Reply;
  acceptsBeacons: boolean;
}

export const json = (body: unknown, status = 200, headers?: Record<string, string>): Response =>
  new Response(JSON.stringify(body), { status, ...(headers && { headers }) });

export const createFakeBrowser = (): FakeBrowser => ({
  cookies: new Map(),
  storage: new Map(),
  events: new Map(),
  requests: [],
  beacons: [],
  reply: () => json({ status: 1 }),
  acceptsBeacons: true,
});

/** As much of localStorage as the SDK uses: its keys are enumerable, its methods are not. */
function fakeStorage(entries: Map<string, string>): Storage {
  const methods: Storage = {
    length: 0,
    clear: () => entries.clear(),
    getItem: (name) => entries.get(name) ?? null,
    setItem: (name, value) => void entries.set(name, value),
    removeItem: (name) => void entries.delete(name),
    key: () => null,
  };
  return new Proxy(methods, {
    ownKeys: () => [...entries.keys()],
    getOwnPropertyDescriptor: (_, name) =>
      typeof name === "string" && entries.has(name)
        ? { enumerable: true, configurable: true, value: entries.get(name) }
        : undefined,
  });
}

const fakeEvents = (events: Map<string, JournalEvent>): EventStore => ({
  put: async (event) => void events.set(event.id, event),
  all: async () => [...events.values()],
  remove: async (ids) => ids.forEach((id) => void events.delete(id)),
  clear: async () => events.clear(),
});

export interface FakePage extends Platform, Presence {}

const requestOf = (url: string, body: string): FakeRequest => ({
  path: new URL(url).pathname,
  body: JSON.parse(body),
});

/** A page in a fake browser; the clock and the timers are vitest's. */
export function openPage(browser: FakeBrowser, view: Partial<PageView> = {}): FakePage {
  const watchers: Presence[] = [];
  let randomByte = 0;
  return {
    now: () => Date.now(),
    random: () => 0.5,
    randomBytes: (length) => Uint8Array.from({ length }, () => (randomByte += 7)),
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    async fetch(url, { body, signal }) {
      const request = requestOf(url, body);
      browser.requests.push(request);
      return await new Promise<Response>((resolve, reject) => {
        signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
        Promise.resolve(browser.reply(request)).then(resolve, reject);
      });
    },
    beacon(url, body) {
      if (browser.acceptsBeacons) browser.beacons.push(requestOf(url, body));
      return browser.acceptsBeacons;
    },
    exclusively: (_name, _signal, run) => run(),
    page: () => ({
      url: "https://www.shop.example/products/1?utm_source=news",
      referrer: "",
      coarsePointer: false,
      shortSidePixels: 900,
      ...view,
    }),
    cookies: () => [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
    setCookie(cookie) {
      const [pair = ""] = cookie.split(";");
      const [name = "", value = ""] = pair.split("=");
      if (cookie.includes("max-age=0")) browser.cookies.delete(name);
      else browser.cookies.set(name, value);
    },
    storage: () => fakeStorage(browser.storage),
    eventStore: () => fakeEvents(browser.events),
    watch: (presence) => void watchers.push(presence),
    log() {},
    leave: (final) => watchers.forEach((watcher) => watcher.leave(final)),
    comeBack: () => watchers.forEach((watcher) => watcher.comeBack()),
  };
}
