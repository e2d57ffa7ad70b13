import { globSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

import type { Kind } from "./traffic.ts";

/** What the event log calls the events of a kind of request. */
const KIND_OF_EVENT: Record<string, Kind> = {
  decision: "decide",
  select: "select",
  reward: "reward",
};

/** Mean size in bytes of the events that the shards have stored, read from their files. */
export function storedBytes(stateFolder: string): Record<Kind, number> {
  const events: Record<Kind, number[]> = { decide: [], select: [], reward: [] };
  for (const row of eventsOf(stateFolder, "DecisionShard")) {
    const kind = KIND_OF_EVENT[row.kind];
    if (kind !== undefined) events[kind].push(row.bytes);
  }
  return { decide: mean(events.decide), select: mean(events.select), reward: mean(events.reward) };
}

/** Mean size in bytes of the lists that catalogues have stored under ids that begin so. */
export function storedListBytes(stateFolder: string, idsBegin: string): number {
  const lists = [...eventsOf(stateFolder, "Catalog")];
  return mean(lists.filter(({ id }) => id.startsWith(idsBegin)).map(({ bytes }) => bytes));
}

function* eventsOf(
  stateFolder: string,
  className: string,
): Generator<{ id: string; kind: string; bytes: number }, void> {
  for (const file of globSync(`${stateFolder}/${className}/*.sqlite`)) {
    const database = new DatabaseSync(file, { readOnly: true });
    for (const table of eventTables(database)) {
      for (const row of database
        .prepare(`SELECT query_id, kind, length(body) AS bytes FROM ${table}`)
        .all()) {
        const id = String(row["query_id"]);
        yield { id, kind: String(row["kind"]), bytes: Number(row["bytes"]) };
      }
    }
    database.close();
  }
}

/** One per UTC day; none in the file that holds a class's alarms. */
function eventTables(database: DatabaseSync): string[] {
  return database
    .prepare("SELECT name FROM sqlite_master WHERE name GLOB 'event_[0-9]*' AND type = 'table'")
    .all()
    .map((row) => String(row["name"]));
}

function mean(values: number[]): number {
  return Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
}
