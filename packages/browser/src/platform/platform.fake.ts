import type { Entry } from "../storage/entry.ts";
import type { EventStore } from "../storage/event-store.ts";
import type {
  DecidingPlatform,
  PageLife,
  PageView,
  Presence,
  Screen,
  StorageChange,
} from "./platform.ts";
import { openStore } from "../storage/store.ts";

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
  /** Of the tab. */
  readonly tabStorage: Map<string, string>;
  readonly events: Map<string, Entry>;
  readonly requests: FakeRequest[];
  readonly beacons: FakeRequest[];
  /** Of each request: whether cookies go along to the page's own origin. */
  readonly credentials: (RequestCredentials | undefined)[];
  reply: Reply;
  acceptsBeacons: boolean;
  /** UTF-8 bytes that it takes for sending after the page. */
  beaconQuotaBytes: number;
  /** What it is to send when the page ends, where it can: `undefined` where it cannot. */
  later: FakeRequest[] | undefined;
}

export const json = (body: unknown, status = 200, headers?: Record<string, string>): Response =>
  new Response(JSON.stringify(body), { status, ...(headers && { headers }) });

export const createFakeBrowser = (): FakeBrowser => ({
  cookies: new Map(),
  storage: new Map(),
  tabStorage: new Map(),
  events: new Map(),
  requests: [],
  beacons: [],
  credentials: [],
  reply: () => json({ status: 1 }),
  acceptsBeacons: true,
  beaconQuotaBytes: 64 * 1024,
  later: undefined,
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

const fakeEvents = (events: Map<string, Entry>): EventStore => ({
  putEntry: async (event) => void events.set(event.id, event),
  allEntries: async () => [...events.values()],
  discard: async (ids) => ids.forEach((id) => void events.delete(id)),
  clear: async () => events.clear(),
});

export interface FakePage extends DecidingPlatform, Presence {
  /** The address changes, as by a router. */
  readonly navigate: (url: string) => void;
  /** It is on the screen now, if it was hidden or prerendered before. */
  readonly show: () => void;
  /** Another page has removed something from localStorage. */
  readonly removeElsewhere: () => void;
}

/** How the page begins. */
export interface FakeView extends Partial<PageView & Screen> {
  readonly hidden?: boolean;
  readonly prerendered?: boolean;
}

const requestOf = (url: string, body: string): FakeRequest => ({
  path: new URL(url).pathname,
  body: JSON.parse(body),
});

/** A page in a fake browser; the clock and the timers are vitest's. */
export function openPage(
  browser: FakeBrowser,
  { hidden = false, prerendered = false, ...view }: FakeView = {},
): FakePage {
  const watchers: PageLife[] = [];
  const storageWatchers = new Set<(change: StorageChange) => void>();
  let url = "https://www.shop.example/products/1?utm_source=news";
  let isPrerendered = prerendered;
  let isVisible = !hidden && !prerendered;
  let randomByte = 0;
  return {
    now: () => Date.now(),
    chance: () => 0.5,
    randomBytes: (length) => Uint8Array.from({ length }, () => (randomByte += 7)),
    runAfter(delayMs, run) {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    async fetch(url, { body, signal, credentials }) {
      const request = requestOf(url, body);
      browser.requests.push(request);
      browser.credentials.push(credentials);
      return await new Promise<Response>((resolve, reject) => {
        signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
        Promise.resolve(browser.reply(request)).then(resolve, reject);
      });
    },
    beacon(url, body) {
      const bytes = new Blob([body]).size;
      if (!browser.acceptsBeacons || bytes > browser.beaconQuotaBytes) return false;
      browser.beaconQuotaBytes -= bytes;
      browser.beacons.push(requestOf(url, body));
      return true;
    },
    sendLater(url, body) {
      const { later } = browser;
      if (!later) return undefined;
      const request = requestOf(url, body);
      later.push(request);
      return () => void later.splice(later.indexOf(request), 1);
    },
    exclusively: (_name, _signal, run) => run(),
    currentPage: () => ({
      url,
      referrer: "",
      ...view,
    }),
    site: () => new URL(url),
    screen: () => ({ coarsePointer: false, shortSidePixels: 900, ...view }),
    isVisible: () => isVisible,
    isPrerendered: () => isPrerendered,
    readCookies: () => [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
    setCookie(cookie) {
      const [pair = ""] = cookie.split(";");
      const [name = "", value = ""] = pair.split("=");
      if (cookie.includes("max-age=0")) browser.cookies.delete(name);
      else browser.cookies.set(name, value);
    },
    storage: openStore(() => fakeStorage(browser.storage)),
    tabStorage: openStore(() => fakeStorage(browser.tabStorage)),
    eventStore: () => fakeEvents(browser.events),
    watch(...[leave, comeBack, navigated, { signal }]) {
      const life: PageLife = { leave, comeBack, navigated };
      watchers.push(life);
      signal.addEventListener("abort", () => watchers.splice(watchers.indexOf(life), 1));
    },
    watchStorage(changed, { signal }) {
      storageWatchers.add(changed);
      signal.addEventListener("abort", () => storageWatchers.delete(changed));
    },
    writeLog() {},
    leave: (final) => watchers.forEach((watcher) => watcher.leave(final)),
    comeBack: (restored) => watchers.forEach((watcher) => watcher.comeBack(restored)),
    navigate(next) {
      url = next;
      watchers.forEach((watcher) => watcher.navigated());
    },
    removeElsewhere: () => storageWatchers.forEach((changed) => changed({ newValue: null })),
    show() {
      isPrerendered = false;
      isVisible = true;
      watchers.forEach((watcher) => watcher.comeBack(false));
    },
  };
}
