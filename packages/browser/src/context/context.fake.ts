import type { ErrorReport, SentReport } from "../api.ts";
import type { Context } from "./context.ts";
import { gaAliases } from "../ga/aliases.ts";
import { createKept } from "../consent/kept.ts";
import { createListeners } from "./listeners.ts";
import { openStore } from "../storage/store.ts";
import { type FakeBrowser, type FakePage, openPage } from "../platform/platform.fake.ts";

/** Of a browser that refuses it. */
export const noStorage = openStore(() => {
  throw new Error("no storage");
});

export interface FakeContext extends Context {
  readonly platform: FakePage;
  readonly sent: SentReport[];
  readonly errors: ErrorReport[];
}

/** A context on a new page of the browser, with what it tells its listeners. */
export function openContext(browser: FakeBrowser): FakeContext {
  const platform = openPage(browser);
  const listeners = createListeners();
  const sent: SentReport[] = [];
  const errors: ErrorReport[] = [];
  listeners.on("sent", (report) => sent.push(report));
  listeners.on("error", (report) => errors.push(report));
  let ids = 0;
  return {
    platform,
    listeners,
    kept: createKept(noStorage, "", platform.now),
    endpoint: "https://edge.example",
    key: "pk_test",
    defaultCase: "shop",
    newId: () => `id-${(ids += 1)}`,
    consumerId: () => "consumer",
    aliases: () => gaAliases(platform.readCookies()),
    session: () => undefined,
    sent,
    errors,
  };
}
