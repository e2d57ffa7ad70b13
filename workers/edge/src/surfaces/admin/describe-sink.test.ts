import { sinkSettings } from "@nextmove/contract";
import { expect, it } from "vitest";
import { makeWebhookSecret } from "../../forward/kinds/webhook.ts";
import { describeSink } from "./describe-sink.ts";

const HOOK = { kind: "webhook", url: "https://hooks.shop.example/" };

it.each([
  { ...HOOK, headers: { "x-key": "HUSH" } },
  { ...HOOK, kind: "test_cycle", token: "HUSH", headers: { "x-key": "HUSH" } },
  { kind: "ga4", measurement_id: "G-ABC1234", api_secret: "HUSH" },
])("shows nothing secret of %o", (body) => {
  const shown = describeSink({
    sinkId: "s",
    settings: sinkSettings.parse(body),
    secrets: [{ secret: makeWebhookSecret(), createdAt: 1, expiresAt: null }],
    createdAt: 1,
    revision: 0,
  });
  expect(JSON.stringify(shown)).not.toMatch(/HUSH|whsec_/);
});
