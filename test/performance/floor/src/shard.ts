import { DurableObject } from "cloudflare:workers";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS event (
    seq INTEGER PRIMARY KEY, query_id TEXT NOT NULL, kind TEXT NOT NULL, dedupe_key TEXT NOT NULL, body TEXT NOT NULL
  );
  CREATE UNIQUE INDEX IF NOT EXISTS event_once ON event (query_id, kind, dedupe_key);`;

/** The event log of a DecisionShard and nothing else: what storing one event costs by itself. */
export class FloorShard extends DurableObject<Env> {
  readonly #sql: SqlStorage;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    this.#sql.exec(SCHEMA);
  }

  /** Stores one event in the shape and size of Nextmove's. Returns the rows written. */
  append(queryId: string, kind: string, body: string): number {
    return this.#sql.exec(
      "INSERT INTO event (query_id, kind, dedupe_key, body) VALUES (?, ?, '', ?)",
      queryId,
      kind,
      body,
    ).rowsWritten;
  }
}
