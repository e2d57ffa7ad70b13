import { vi } from "vitest";

/** From now on the test runs in a window with this dataLayer and storage, and nothing else. */
export function openFakePage(
  dataLayer?: unknown,
  localStorage?: Storage,
): EventTarget & Record<string, unknown> {
  const page = new EventTarget() as EventTarget & Record<string, unknown>;
  if (dataLayer !== undefined) page["dataLayer"] = dataLayer;
  vi.stubGlobal("window", page);
  vi.stubGlobal("localStorage", localStorage);
  return page;
}
