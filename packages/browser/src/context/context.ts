import type { Session } from "../api.ts";
import type { Kept } from "../consent/kept.ts";
import type { Listeners } from "./listeners.ts";
import type { Platform } from "../platform/platform.ts";
import type { Aliases } from "./wire.ts";

/** What deciding and reporting share. */
export interface Context {
  readonly platform: Platform;
  readonly listeners: Listeners;
  readonly kept: Kept;
  readonly endpoint: string;
  readonly key: string;
  readonly defaultCase: string | undefined;
  readonly newId: () => string;
  /** The visitor's id while consent is granted. */
  readonly consumerId: () => string | undefined;
  /** The names that Google Analytics has for the visitor. */
  readonly aliases: () => Aliases | undefined;
  /** The running session, once something was reported in it. */
  readonly session: () => Session | undefined;
}
