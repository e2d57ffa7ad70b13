import type { Tracker, TrackerOptions } from "../api.ts";
import { browserPlatform } from "../platform/browser/platform.ts";
import { createCore } from "./core.ts";
import { createInertTracker } from "./inert.ts";

/**
 * Makes a running tracker for this page: events and page views, without decisions. Make one per page
 * and share it; no method of it throws or rejects. Consent starts `pending` unless it is given.
 * Where there is no browser nothing happens.
 */
export function createTracker(options: TrackerOptions): Tracker {
  try {
    return createCore(options, browserPlatform).tracker;
  } catch {
    return createInertTracker(options);
  }
}
