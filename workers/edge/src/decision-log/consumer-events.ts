/** One event of a consumer as it is exported: the body as the log has it. */
interface ConsumerEvent {
  query_id: string;
  kind: string;
  body: unknown;
}

/** Decisions read at once: some tens of milliseconds, in which a shard does nothing else. */
const PAGE_EVENTS = 5_000;

/** A stretch of a shard's log, and where the next one begins. */
interface Stretch {
  table: string;
  after: number;
  upTo: number;
  /** For the caller that asks for the next one; null after the last. */
  next: string | null;
}

/** What a stretch of a log has of a consumer. */
export interface ConsumerPage {
  events: ConsumerEvent[];
  /** Where the next page begins; null after the last. */
  next: string | null;
}

/** How many events of a stretch of a log a consumer's name was taken off. */
export interface Forgotten {
  events: number;
  next: string | null;
}

/** The log's tables from `table` on, by day. */
const tablesFrom = (sql: SqlStorage, table: string): string[] =>
  sql
    .exec<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE name GLOB 'event_[0-9]*' AND type = 'table' AND name >= ? ORDER BY name LIMIT 2",
      table,
    )
    .toArray()
    .map(({ name }) => name);

/** @param place as the stretch before said; empty for the first */
const stretchAt = (sql: SqlStorage, place: string): Stretch | undefined => {
  const [wanted = "", seqText = "0"] = place.split(":");
  const [table, following] = tablesFrom(sql, wanted);
  if (table === undefined) return undefined;
  // The day that the place names may have been dropped since.
  const after = table === wanted ? Number(seqText) : 0;
  const { last, rows } = sql
    .exec<{ last: number | null; rows: number }>(
      `SELECT max(seq) AS last, count(*) AS rows FROM (SELECT seq FROM ${table} WHERE seq > ? ORDER BY seq LIMIT ?)`,
      after,
      PAGE_EVENTS,
    )
    .one();
  const upTo = last ?? after;
  const isWhole = rows < PAGE_EVENTS;
  return { table, after, upTo, next: isWhole ? (following ?? null) : `${table}:${upTo}` };
};

/**
 * The decisions of a stretch of the log that were made for a consumer, with what followed them whenever.
 * Reads it all: no index by consumer is kept, it would cost every decision a row.
 *
 * @param place as the page before said; empty for the first
 */
export const consumerPage = (
  sql: SqlStorage,
  consumer: string,
  place: string,
  eventsOf: (queryId: string) => readonly { kind: string; body: unknown }[],
): ConsumerPage => {
  const stretch = stretchAt(sql, place);
  if (!stretch) return { events: [], next: null };
  const queries = sql
    .exec<{ query_id: string }>(
      `SELECT query_id FROM ${stretch.table} WHERE seq > ? AND seq <= ? AND kind = 'decision' AND json_extract(body, '$.consumer') = ?`,
      stretch.after,
      stretch.upTo,
      consumer,
    )
    .toArray();
  const events = queries.flatMap(({ query_id }) =>
    eventsOf(query_id).map(({ kind, body }) => ({ query_id, kind, body })),
  );
  return { events, next: stretch.next };
};

/**
 * Takes a consumer's name off a stretch of the log (decisions, and rewards that came before theirs),
 * and what could be tried for it.
 * The decisions stay: what they taught is a sum over all consumers.
 *
 * @param place as the answer before said; empty for the first
 */
export const forgetConsumer = (sql: SqlStorage, consumer: string, place: string): Forgotten => {
  const stretch = stretchAt(sql, place);
  if (!stretch) return { events: 0, next: null };
  // The fingerprint is a hash over the consumer too; without it no later request is the same one.
  const { rowsWritten } = sql.exec(
    `UPDATE ${stretch.table} SET body = json_set(json_remove(body, '$.consumer', '$.aliases'), '$.fingerprint', '') WHERE seq > ? AND seq <= ? AND json_extract(body, '$.consumer') = ?`,
    stretch.after,
    stretch.upTo,
    consumer,
  );
  return { events: rowsWritten, next: stretch.next };
};
