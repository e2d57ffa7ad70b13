import type { CaseSettings, CatalogueOutcome, KeyKind, TestCyclePeriod } from "@nextmove/contract";
import type { SinkRoute } from "../sink/message.ts";
import type { Epoch } from "../location.ts";

/** A key as the Account keeps it: its hash, never itself. */
export interface StoredKey {
  keyId: string;
  kind: KeyKind;
  mode: "live" | "test";
  hash: string;
  /** Origins a publishable key is accepted from; `*` exists only in development. */
  origins: string[];
  createdAt: number;
  revokedAt: number | null;
  /** Digest of the Idempotency-Key that it was made under. */
  requestKey?: string;
}

/** A key as it is told this once, and as it is kept. */
export interface MadeKey {
  key: string;
  stored: StoredKey;
  /** It was made before, under the same Idempotency-Key. */
  replay: boolean;
}

export interface CaseDefinition {
  caseId: string;
  settings: CaseSettings;
  epochs: Epoch[];
  /** No longer answered; kept so that a case of the same name starts in a new epoch. */
  deleted: boolean;
  /** Counts the changes of its settings, from 1. */
  revision: number;
  /** Its objects no longer hold anything, either. */
  wiped?: true;
}

/** When a period runs, and which case's decisions are made by its models. */
export type PeriodTime = Pick<TestCyclePeriod, "periodId" | "caseId" | "start" | "end">;

/** All that the edge needs to know of an account to answer a request. */
export interface AccountSnapshot {
  account: string;
  keys: StoredKey[];
  cases: CaseDefinition[];
  /** Periods of the test cycle that are not over, or not for long. */
  periods: TestCyclePeriod[];
  /** All others. */
  pastPeriods: PeriodTime[];
  /** A test cycle was planned, even if it is over. */
  measures: boolean;
  /** What outcomes of the test cycle are worth. */
  outcomes: CatalogueOutcome[];
  /** Where events are forwarded to. */
  sinks: SinkRoute[];
}
