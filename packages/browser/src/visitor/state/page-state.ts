import { attempt } from "../../plain/attempt.ts";
import type { PageView, Screen } from "../../platform/platform.ts";
import { type Campaign, campaign } from "./campaign.ts";
import { type DeviceClass, deviceClass } from "./device.ts";

export interface PageState {
  readonly page: { readonly path: string; readonly referrer?: string };
  readonly device: DeviceClass;
  readonly campaign?: Campaign;
}

/** Undefined for no referrer, or one such as `about:client`. */
const hostOf = (url: string): string | undefined => attempt(() => new URL(url).hostname);

/**
 * What every page tells about the moment. The address without its query, the referrer without its
 * path: what follows may be a search, a name, a token.
 */
export function pageState(view: PageView, screen: Screen): PageState {
  const url = new URL(view.url);
  const referrer = hostOf(view.referrer);
  const found = campaign(url.searchParams);
  return {
    page: { path: url.pathname, ...(referrer && { referrer }) },
    device: deviceClass(screen),
    ...(found && { campaign: found }),
  };
}
