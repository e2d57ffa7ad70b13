/** One event of a consumer as it is exported: the body as the log has it. */
export interface ConsumerEvent {
  query_id: string;
  kind: string;
  body: unknown;
}

/** What one day's log has of a consumer, and which day to ask for next. */
export interface ConsumerDay {
  events: ConsumerEvent[];
  /** Null after the last day. */
  next: string | null;
}

/** The first table of the event log after `table`, by day. */
const tableAfter = (sql: SqlStorage, table: string): string | undefined =>
  sql
    .exec<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE name GLOB 'event_[0-9]*' AND type = 'table' AND name > ? ORDER BY name LIMIT 1",
      table,
    )
    .toArray()[0]?.name;

/**
 * The decisions made for a consumer on one day, with what followed them on that or any day. Reads the
 * whole day: no index by consumer is kept, it would cost every decision a row.
 *
 * @param after the day before, as the last answer's `next` said; empty for the first
 */
export const consumerDay = (
  sql: SqlStorage,
  consumer: string,
  after: string,
  eventsOf: (queryId: string) => readonly { kind: string; body: unknown }[],
): ConsumerDay => {
  const table = tableAfter(sql, after);
  if (table === undefined) return { events: [], next: null };
  const queries = sql
    .exec<{ query_id: string }>(
      `SELECT query_id FROM ${table} WHERE kind = 'decision' AND json_extract(body, '$.consumer') = ?`,
      consumer,
    )
    .toArray();
  const events = queries.flatMap(({ query_id }) =>
    eventsOf(query_id).map(({ kind, body }) => ({ query_id, kind, body })),
  );
  return { events, next: table };
};

/**
 * Takes a consumer's name off every decision made for them, and what could be tried for it. The
 * decisions stay: what they taught is a sum over all consumers. How many there were.
 */
export const forgetConsumer = (sql: SqlStorage, consumer: string): number => {
  let forgotten = 0;
  for (let table = tableAfter(sql, ""); table !== undefined; table = tableAfter(sql, table)) {
    // The fingerprint is a hash over the consumer too; without it no later request is the same one.
    forgotten += sql.exec(
      `UPDATE ${table} SET body = json_set(json_remove(body, '$.consumer', '$.aliases'), '$.fingerprint', '') WHERE kind = 'decision' AND json_extract(body, '$.consumer') = ?`,
      consumer,
    ).rowsWritten;
  }
  return forgotten;
};
