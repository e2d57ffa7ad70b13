import type { EventStore } from "../storage/event-store.ts";
import type { DecidingPlatform } from "../platform/platform.ts";
import type { Store } from "../storage/store.ts";

const nothing = () => {};

const NO_STORE: Store = { get: nothing, set: nothing, discard: nothing };

/** Nothing is ever written, so the journal's own memory stands in. */
const NO_EVENT_STORE: EventStore = {
  putEntry: () => new Promise(nothing),
  allEntries: async () => [],
  discard: async () => {},
  clear: async () => {},
};

/** The same browser, but nothing is kept in it or read from it, and no cookie is shown to the edge. */
export function withoutStorage(platform: DecidingPlatform): DecidingPlatform {
  const send: DecidingPlatform["fetch"] = (url, init) =>
    platform.fetch(url, { ...init, credentials: "omit" });
  return {
    ...platform,
    fetch: send,
    // A beacon always shows cookies. What is sent so shares its quota, and is refused without a word.
    beacon(url, body) {
      send(url, { method: "POST", body, keepalive: true }).catch(nothing);
      return true;
    },
    sendLater: nothing as () => undefined,
    readCookies: () => "",
    setCookie: nothing,
    storage: NO_STORE,
    tabStorage: NO_STORE,
    eventStore: () => NO_EVENT_STORE,
    watchStorage: nothing,
  };
}
