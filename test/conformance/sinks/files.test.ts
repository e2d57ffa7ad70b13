import { afterAll, expect, it } from "vitest";

import { startServer } from "../../harness/server.ts";
import { apiAt, HOUR_MS } from "../nba/client/api.ts";
import { sinksOf } from "./client/sinks.ts";

const server = await startServer();
afterAll(() => server.close());
const api = apiAt(server.url);
const sinks = sinksOf(api);

it("a sink of files can be tried in development, and takes what happens", async () => {
  const caseId = await api.putCase("files");
  await sinks.put("files", { kind: "r2", prefix: "out", cases: [caseId] });
  await api.decide(caseId, { query_id: "f-1", consumer_id: "anna", actions: ["a", "b"] });
  await api.select(caseId, { query_id: "f-1", action: "a" });
  // Handed over by the log, then written: a file waits a while for more of its hour.
  for (let hour = 0; hour < 2; hour++) await api.advance(HOUR_MS);
  expect((await sinks.get("files")).health).toMatchObject({ delivered: 2, waiting: 0, parked: 0 });
});
