import { sinkSettings } from "@nextmove/contract";
import { describe, expect, it } from "vitest";
import { changeSink, routeOf } from "./sink-definition.ts";
import { type SinkDefinition, signingSecrets } from "../../protocol/sink/definition.ts";

const HOUR_MS = 3_600_000;
const put = (body: object) => ({ what: "put" as const, settings: sinkSettings.parse(body) });
const HOOK = { kind: "webhook", url: "https://hooks.shop.example/" };

/** The sink after these changes, one a second. */
const sinkAfter = (...changes: Parameters<typeof changeSink>[1][]): SinkDefinition => {
  let sink: SinkDefinition | undefined;
  for (const [index, change] of changes.entries()) {
    const changed = changeSink("s", change, sink ? [sink] : [], (index + 1) * 1_000);
    if (!changed.ok) throw new Error(changed.error.message);
    sink = changed.value;
  }
  if (!sink) throw new Error("no changes");
  return sink;
};

describe("changeSink", () => {
  it("refuses more than 20, but changes those there are", () => {
    const all = Array.from({ length: 20 }, (_, n) => ({ ...sinkAfter(put(HOOK)), sinkId: `${n}` }));
    expect(changeSink("new", put(HOOK), all, 0)).toMatchObject({
      ok: false,
      error: { code: "too_many_sinks" },
    });
    expect(changeSink("7", put(HOOK), all, 0).ok).toBe(true);
  });

  it("keeps when it was made, and its secret, whatever else changes", () => {
    const before = sinkAfter(put(HOOK));
    const after = sinkAfter(put(HOOK), put({ ...HOOK, enabled: false }));
    expect(after).toMatchObject({ createdAt: 1_000, settings: { enabled: false } });
    expect(after.secrets).toHaveLength(1);
    expect(signingSecrets(before, 5_000)).toHaveLength(1);
  });

  it("keeps a token and headers that are left out, but for no other host", () => {
    const headers = { "x-key": "HUSH" };
    const api = put({ ...HOOK, kind: "test_cycle", token: "HUSH", headers });
    const moved = (url: string) => sinkAfter(api, put({ kind: "test_cycle", url })).settings;
    expect(moved(`${HOOK.url}v2`)).toMatchObject({ token: "HUSH", headers });
    expect(JSON.stringify(moved("https://thief.example/"))).not.toContain("HUSH");
    const hook = put({ ...HOOK, headers });
    const stolen = sinkAfter(hook, put({ ...HOOK, url: "https://thief.example/" }));
    expect(JSON.stringify(stolen.settings)).not.toContain("HUSH");
  });

  it("switches on again what the endpoint had switched off", () => {
    const disabled = { ...sinkAfter(put(HOOK)), disabled: { at: 2_000, reason: "answered 410" } };
    expect(routeOf(disabled).paused).toBe(true);
    const changed = changeSink("s", put(HOOK), [disabled], 3_000);
    expect(changed.ok && routeOf(changed.value).paused).toBe(false);
  });

  it("keeps at most two secrets, the newest first, the older for a day", () => {
    const sink = sinkAfter(put(HOOK), { what: "rotate" }, { what: "rotate" });
    expect(sink.secrets).toMatchObject([
      { createdAt: 3_000, expiresAt: null },
      { createdAt: 2_000, expiresAt: 3_000 + 24 * HOUR_MS },
    ]);
    expect(signingSecrets(sink, 3_000 + 24 * HOUR_MS - 1)).toHaveLength(2);
    expect(signingSecrets(sink, 3_000 + 24 * HOUR_MS)).toEqual([sink.secrets[0]?.secret]);
  });

  it("signs nothing but webhooks", () => {
    const r2 = sinkAfter(put({ kind: "r2" }));
    expect(r2.secrets).toEqual([]);
    expect(changeSink("s", { what: "rotate" }, [r2], 0)).toMatchObject({
      error: { code: "sink_conflict" },
    });
  });
});

describe("routeOf", () => {
  it("asks for what is wanted, else for what is usual for the sink", () => {
    const ga4 = { kind: "ga4", measurement_id: "G-ABC1234", api_secret: "x" };
    expect(routeOf(sinkAfter(put(ga4))).types).toEqual(["select", "reward"]);
    const wanted = sinkAfter(put({ ...ga4, events: ["decision", "reward"] }));
    expect(routeOf(wanted).types).toEqual(["decision", "reward"]);
  });
});
