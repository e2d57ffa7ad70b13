import { type CatalogueOutcome, caseSettings, type TestCyclePeriod } from "@nextmove/contract";
import { AuditLog } from "./audit-log.ts";
import { routeOf } from "./sink-definition.ts";
import type { SinkDefinition } from "../../protocol/sink/definition.ts";
import type {
  AccountSnapshot,
  CaseDefinition,
  PeriodTime,
  StoredKey,
} from "../../protocol/account/snapshot.ts";

const DEFAULTS = caseSettings.parse({});

/** What came just before a period ended may be reported after it. */
const KEPT_AFTER_END_MS = 10 * 60_000;

interface Row extends Record<string, SqlStorageValue> {
  body: string;
}

/** The Account's tables. Rows are small JSON documents, read together and written one at a time. */
export class AccountStorage {
  readonly #sql: SqlStorage;
  readonly audit: AuditLog;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.audit = new AuditLog(sql);
  }

  get exists(): boolean {
    return (
      this.#sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'api_key' LIMIT 1").toArray()
        .length > 0
    );
  }

  /** Makes the tables that are missing. */
  create(): void {
    this.#sql.exec(
      "CREATE TABLE IF NOT EXISTS api_key (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID",
    );
    this.#sql.exec(
      "CREATE TABLE IF NOT EXISTS case_definition (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID",
    );
    for (const table of ["period", "outcome", "sink"]) {
      this.#sql.exec(
        `CREATE TABLE IF NOT EXISTS ${table} (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID`,
      );
    }
    this.audit.create();
  }

  /** What isolates keep: in full only the test's periods that are not over, or not for long. */
  snapshot(account: string, now: number): AccountSnapshot {
    const periods = this.periods();
    const isPast = ({ end }: PeriodTime) => now >= end + KEPT_AFTER_END_MS;
    return {
      account,
      keys: this.keys(),
      cases: this.cases(),
      periods: periods.filter((period) => !isPast(period)),
      pastPeriods: periods
        .filter(isPast)
        .map(({ periodId, caseId, start, end }) => ({ periodId, caseId, start, end })),
      measures: periods.length > 0,
      outcomes: this.outcomes(),
      sinks: this.sinks().map(routeOf),
    };
  }

  keys(): StoredKey[] {
    // What was stringified below comes back; the table has no other writer.
    return this.#documents("api_key") as StoredKey[];
  }

  cases(): CaseDefinition[] {
    // Settings that came later than the case are at their defaults.
    return (this.#documents("case_definition") as CaseDefinition[]).map((definition) => ({
      ...definition,
      settings: {
        ...DEFAULTS,
        ...definition.settings,
        recommendation: { ...DEFAULTS.recommendation, ...definition.settings.recommendation },
      },
    }));
  }

  periods(): TestCyclePeriod[] {
    return this.#documents("period") as TestCyclePeriod[];
  }

  outcomes(): CatalogueOutcome[] {
    return this.#documents("outcome") as CatalogueOutcome[];
  }

  sinks(): SinkDefinition[] {
    return this.#documents("sink") as SinkDefinition[];
  }

  putKey(key: StoredKey): void {
    this.#put("api_key", key.keyId, key);
  }

  putCase(definition: CaseDefinition): void {
    this.#put("case_definition", definition.caseId, definition);
  }

  putPeriod(period: TestCyclePeriod): void {
    this.#put("period", period.periodId, period);
  }

  deletePeriod(periodId: string): void {
    this.#sql.exec("DELETE FROM period WHERE id = ?", periodId);
  }

  putOutcome(outcome: CatalogueOutcome): void {
    this.#put("outcome", outcome.outcomeId, outcome);
  }

  deleteOutcome(outcomeId: string): void {
    this.#sql.exec("DELETE FROM outcome WHERE id = ?", outcomeId);
  }

  putSink(sink: SinkDefinition): void {
    this.#put("sink", sink.sinkId, sink);
  }

  deleteSink(sinkId: string): void {
    this.#sql.exec("DELETE FROM sink WHERE id = ?", sinkId);
  }

  #documents(table: string): unknown[] {
    return this.#sql
      .exec<Row>(`SELECT body FROM ${table} ORDER BY id`)
      .toArray()
      .map(({ body }) => JSON.parse(body));
  }

  #put(table: string, id: string, document: object): void {
    this.#sql.exec(
      `INSERT INTO ${table} (id, body) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET body = ?2`,
      id,
      JSON.stringify(document),
    );
  }
}
