import { afterAll, describe, expect, it } from "vitest";

import { startServer } from "../../harness/server.ts";
import { apiAt, DAY_MS } from "../nba/client/api.ts";
import { SECRET_KEY } from "../nba/client/http.ts";
import { refused } from "../nba/client/problem.ts";
import { startReceiver } from "../../harness/receiver.ts";
import { isSignedBy } from "./client/signature.ts";
import { sinksOf } from "./client/sinks.ts";

const server = await startServer();
const receiver = await startReceiver();
afterAll(async () => {
  await server.close();
  await receiver.close();
});
const api = apiAt(server.url);
const sinks = sinksOf(api);
const put = (sinkId: string, settings: unknown) =>
  sinks.call("PUT", `/v3/sinks/${sinkId}`, settings);

describe("where a sink may be", () => {
  it.each([
    "http://shop.example/hook",
    "https://127.0.0.1/hook",
    "https://[::1]/hook",
    "https://0x7f.1/hook",
    "https://2130706433/hook",
    "https://localhost/hook",
    "https://metadata.internal/hook",
    "https://intranet/hook",
    "https://shop.example:8443/hook",
    "https://user:pass@shop.example/hook",
    "http://127.0.0.1.evil.example:80/hook",
    "http://10.0.0.1:80/hook",
    "http://127.0.0.1:99999/hook",
    "ftp://shop.example/hook",
    "nonsense",
  ])("is not %s", async (url) => {
    expect(refused(await put("astray", { kind: "webhook", url }), 400, "url_refused").path).toBe(
      "url",
    );
  });

  it("is a public https address", async () => {
    expect(
      (await put("abroad", { kind: "webhook", url: "https://hooks.shop.example/x?y=1" })).status,
    ).toBe(200);
    await sinks.remove("abroad");
  });
});

describe("a sink's settings", () => {
  it.each([
    [{ kind: "webhook" }, "url"],
    [{ kind: "carrier-pigeon", url: "https://a.example/" }, "kind"],
    [{ kind: "webhook", url: "https://a.example/", secret: "mine" }, "secret"],
    [{ kind: "webhook", url: "https://a.example/", events: ["clicks"] }, "events.0"],
    [{ kind: "webhook", url: "https://a.example/", headers: { "webhook-id": "1" } }, "headers"],
    [
      { kind: "webhook", url: "https://a.example/", headers: { "x-a": "b\r\nc: d" } },
      "headers.x-a",
    ],
    [{ kind: "ga4", measurement_id: "G-ABC1234567" }, "api_secret"],
  ])("are refused as %o", async (settings, path) => {
    expect(refused(await put("wrong", settings), 400, "invalid_body").path).toBe(path);
  });

  it("need an admin's key", async () => {
    refused(await api.call("GET", "/v3/sinks", { key: SECRET_KEY }), 403, "forbidden");
  });

  it("keep the kind, and what is secret when it is left out", async () => {
    const ga4 = { kind: "ga4", measurement_id: "G-ABC1234567" };
    const made = await sinks.put("analytics", { ...ga4, api_secret: "hush", events: ["reward"] });
    expect(made).toMatchObject({ sink_id: "analytics", kind: "ga4", currency: "EUR" });
    await sinks.put("analytics", { ...ga4, currency: "CHF" });
    const { text, json } = await sinks.call("GET", "/v3/sinks/analytics");
    expect(json).toMatchObject({ currency: "CHF" });
    expect(text).not.toContain("hush");
    const hook = { kind: "webhook", url: "https://hooks.shop.example/" };
    expect(refused(await put("analytics", hook), 409, "sink_conflict").path).toBe("kind");
    await sinks.remove("analytics");
  });

  it("are not there before they are made", async () => {
    refused(await sinks.call("GET", "/v3/sinks/nowhere"), 404, "unknown_sink");
    refused(await sinks.call("DELETE", "/v3/sinks/nowhere"), 404, "unknown_sink");
    refused(await sinks.call("POST", "/v3/sinks/nowhere/replay"), 404, "unknown_sink");
    refused(await sinks.call("POST", "/v3/sinks/nowhere/rotate-secret"), 404, "unknown_sink");
  });
});

describe("a webhook's secret", () => {
  it("is shown once, and the one before signs too for a day", async () => {
    const caseId = await api.putCase("rotated");
    const url = `${receiver.url}/rotated`;
    const first = (await sinks.put("rotated", { kind: "webhook", url, cases: [caseId] })).secret;
    expect(first).toMatch(/^whsec_[A-Za-z0-9+/=]{32,}$/);
    expect((await sinks.call("GET", "/v3/sinks/rotated")).text).not.toContain(first);
    const rotated = await sinks.rotate("rotated");
    expect(rotated.secrets).toMatchObject([{ expires_at: null }, { expires_at: /T/ }]);

    await api.decide(caseId, { query_id: "s-1", actions: ["a"] });
    await api.advance(3_000);
    await api.advance(DAY_MS);
    await api.decide(caseId, { query_id: "s-2", actions: ["a"] });
    await api.advance(3_000);
    const signedBy = (await receiver.received(2)).map((delivery) =>
      [first ?? "", rotated.secret ?? ""].map((secret) => isSignedBy(secret, delivery)),
    );
    expect(signedBy).toEqual([
      [true, true],
      [false, true],
    ]);
  });
});

describe("a sink that is switched off", () => {
  it("gets what happened meanwhile when it is on again", async () => {
    const caseId = await api.putCase("paused");
    const settings = { kind: "webhook", url: `${receiver.url}/paused`, cases: [caseId] };
    await sinks.put("paused", { ...settings, enabled: false });
    await api.decide(caseId, { query_id: "o-1", actions: ["a"] });
    await api.advance(3_000);
    expect((await sinks.get("paused")).health).toMatchObject({ delivered: 0, waiting: 0 });
    await sinks.put("paused", settings);
    await api.advance(3_000);
    expect((await sinks.get("paused")).health).toMatchObject({ delivered: 1, waiting: 0 });
  });
});
