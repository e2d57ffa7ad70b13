import type { SinkKind, SinkSettings } from "@nextmove/contract";
import { ga4Kind } from "./ga4.ts";
import type { Kind } from "./kind.ts";
import { r2Kind } from "./r2.ts";
import { testCycleKind } from "./test-cycle.ts";
import { webhookKind } from "./webhook.ts";

const KINDS: { [Name in SinkKind]: Kind<Extract<SinkSettings, { kind: Name }>> } = {
  test_cycle: testCycleKind,
  webhook: webhookKind,
  r2: r2Kind,
  ga4: ga4Kind,
};

/** How sinks of these settings' kind are served. */
export const kindOf = (settings: SinkSettings): Kind<SinkSettings> =>
  // A kind is only ever given settings of its own.
  KINDS[settings.kind];
