import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ConsentReport, ConsentState, Tracker } from "../api.ts";
import { attachConsent } from "./attach.ts";

type Tcf = (command: string, version: number, callback: TcfCallback, parameter?: unknown) => void;
type TcfCallback = (data: object, ok: boolean) => void;

/** The consent of an SDK, as far as the sources use it. */
function fakeTracker(consent: ConsentReport = { state: "pending", reason: "page" }) {
  let current = consent;
  const listeners = new Set<(report: ConsentReport) => void>();
  const history: string[] = [];
  const tracker = {
    inspect: () => ({ consent: current }),
    consent(state?: ConsentState, reason = "page") {
      if (!state) return current.state;
      current = { state, reason };
      history.push(`${state} (${reason})`);
      listeners.forEach((listener) => listener(current));
      return state;
    },
    on(_event: string, listener: (report: ConsentReport) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return { ...(tracker as unknown as Tracker), history };
}

function dataLayer() {
  const layer: unknown[] = [];
  vi.stubGlobal("dataLayer", layer);
  // oxlint-disable-next-line prefer-rest-params -- as pages define it
  const gtag = function (..._command: readonly unknown[]) {
    layer.push(arguments);
  };
  return { layer, gtag };
}

/** What was pushed is heard when the script that pushed it is over. */
const heard = () => Promise.resolve();

function tcfDialogue() {
  const callbacks = new Map<unknown, TcfCallback>();
  const api: Tcf = (command, _version, callback, id) => {
    if (command === "addEventListener") callbacks.set(callbacks.size, callback);
    if (command === "removeEventListener") callbacks.delete(id);
  };
  const answer = (eventStatus: string, consents: object) =>
    callbacks.forEach((callback, listenerId) =>
      callback({ eventStatus, listenerId, gdprApplies: true, purpose: { consents } }, true),
    );
  return { api, answer, callbacks };
}

describe("attachConsent", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    // Node has most of a browser's globals, and no window.
    vi.stubGlobal("window", globalThis);
    vi.stubGlobal("addEventListener", () => {});
    vi.stubGlobal("removeEventListener", () => {});
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it("takes what was said before it came, and what is said later", async () => {
    const { gtag } = dataLayer();
    gtag("consent", "default", { analytics_storage: "denied" });
    const tracker = fakeTracker();
    attachConsent(tracker);
    gtag("consent", "update", { analytics_storage: "granted" });
    gtag("consent", "update", { analytics_storage: "denied" });
    await heard();
    expect(tracker.history).toEqual([
      "pending (consent mode: analytics_storage denied by default, no answer yet)",
      "granted (consent mode: analytics_storage granted)",
      "denied (consent mode: analytics_storage denied)",
    ]);
  });

  it("grants by default only after the wait", () => {
    const { gtag } = dataLayer();
    gtag("consent", "default", { analytics_storage: "granted", wait_for_update: 500 });
    const tracker = fakeTracker();
    attachConsent(tracker);
    vi.advanceTimersByTime(499);
    expect(tracker.inspect().consent.state).toBe("pending");
    vi.advanceTimersByTime(1);
    expect(tracker.inspect().consent.state).toBe("granted");
  });

  it("finds what only Google's tag knows, when the tag comes late", () => {
    dataLayer();
    const tracker = fakeTracker();
    attachConsent(tracker);
    const listeners: (() => void)[] = [];
    const entries = { analytics_storage: { default: false, update: undefined as unknown } };
    vi.advanceTimersByTime(3000);
    vi.stubGlobal("google_tag_data", {
      ics: { entries, addListener: (_: unknown, run: () => void) => listeners.push(run) },
    });
    vi.advanceTimersByTime(250);
    expect(tracker.inspect().consent.reason).toContain("denied by default");
    entries.analytics_storage.update = true;
    listeners.forEach((run) => run());
    expect(tracker.inspect().consent.state).toBe("granted");
  });

  it("follows a TCF dialogue that comes late, to the withdrawal", () => {
    const tracker = fakeTracker();
    attachConsent(tracker);
    const { api, answer } = tcfDialogue();
    vi.advanceTimersByTime(5000);
    vi.stubGlobal("__tcfapi", api);
    vi.advanceTimersByTime(250);
    answer("cmpuishown", {});
    answer("useractioncomplete", { 1: true });
    answer("cmpuishown", { 1: true });
    answer("useractioncomplete", {});
    expect(tracker.history).toEqual([
      "pending (no source of consent has answered yet)",
      "pending (tcf: the visitor has not answered yet)",
      "granted (tcf: purpose 1 agreed to)",
      "denied (tcf: purpose 1 refused)",
    ]);
  });

  it("gives up the search", () => {
    attachConsent(fakeTracker());
    vi.advanceTimersByTime(11_000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("never grants for a moment what another source on the page holds back", () => {
    const { gtag } = dataLayer();
    gtag("consent", "default", { analytics_storage: "granted" });
    vi.stubGlobal("__tcfapi", tcfDialogue().api);
    const tracker = fakeTracker();
    attachConsent(tracker);
    expect(tracker.history.filter((each) => each.startsWith("granted"))).toEqual([]);
  });

  it("leaves the shop's own word alone, before and after", async () => {
    const { gtag } = dataLayer();
    gtag("consent", "update", { analytics_storage: "denied" });
    const before = fakeTracker({ state: "granted", reason: "page" });
    attachConsent(before);
    expect(before.history).toEqual([]);
    const after = fakeTracker();
    attachConsent(after);
    after.consent("granted");
    gtag("consent", "update", { analytics_storage: "denied" });
    await heard();
    expect(after.inspect().consent).toEqual({ state: "granted", reason: "page" });
  });

  it("denies for Global Privacy Control unless told not to", () => {
    vi.stubGlobal("navigator", { globalPrivacyControl: true });
    const { gtag } = dataLayer();
    gtag("consent", "update", { analytics_storage: "granted" });
    const tracker = fakeTracker();
    attachConsent(tracker);
    expect(tracker.inspect().consent.reason).toBe("gpc: the browser asks not to be followed");
    const other = fakeTracker();
    attachConsent(other, { gpc: false });
    expect(other.inspect().consent.state).toBe("granted");
  });

  it("stops", async () => {
    const { gtag } = dataLayer();
    const { api, callbacks, answer } = tcfDialogue();
    vi.stubGlobal("__tcfapi", api);
    const tracker = fakeTracker();
    const stop = attachConsent(tracker);
    answer("cmpuishown", {});
    stop();
    answer("useractioncomplete", { 1: true });
    gtag("consent", "update", { analytics_storage: "granted" });
    await heard();
    expect(tracker.inspect().consent.state).toBe("pending");
    expect(callbacks.size).toBe(0);
  });

  it("survives a page whose parts throw", async () => {
    const broken = new Proxy([], {
      get() {
        throw new Error("hostile");
      },
    });
    const { layer } = dataLayer();
    vi.stubGlobal("google_tag_data", broken);
    vi.stubGlobal("__tcfapi", () => {
      throw new Error("hostile");
    });
    const tracker = fakeTracker();
    expect(() => attachConsent(tracker)()).not.toThrow();
    expect(() => layer.push(broken)).not.toThrow();
    await heard();
    expect(tracker.inspect().consent.state).toBe("pending");
  });
});
