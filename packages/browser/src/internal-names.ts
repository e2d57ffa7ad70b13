/**
 * Properties of the SDK's own parts, which the script tag's builds have under shorter names. None
 * may be what the page, the edge, the browser or what was stored calls something: so only names
 * that say of themselves whose they are, and `internal-names.test.ts` compares the rest.
 */
import type { Context } from "./context.ts";
import type { ConsentFollower } from "./consent.ts";
import type { DecidingPlatform, Presence } from "./platform.ts";
import type { Circuit } from "./sending/circuit.ts";
import type { Sender } from "./sending/sender.ts";
import type { Core } from "./tracker/core.ts";

type Internal =
  | keyof DecidingPlatform
  | keyof Presence
  | keyof Context
  | keyof ConsentFollower
  | keyof Core
  | keyof Circuit
  | keyof Sender;

export const INTERNAL_NAMES: readonly Internal[] = [
  "randomBytes",
  "sendLater",
  "exclusively",
  "isVisible",
  "whenActivated",
  "onNavigate",
  "setCookie",
  "tabStorage",
  "eventStore",
  "comeBack",
  "defaultCase",
  "newId",
  "listeners",
  "follow",
  "reached",
  "reachable",
  "retryAt",
  "failures",
];
