import type { CaseSettings, Explanation, ReceiptMeta } from "@nextmove/contract";
import type { Observation } from "@nextmove/engine";
import type { Failure } from "../../http/problems.ts";
import type { Result } from "../../result.ts";

/** What every call to a shard says of its case. */
export interface CaseCall {
  settings: CaseSettings;
  /** Newest epoch of the case: an older shard takes no new decisions. */
  newestEpoch: number;
  publishable: boolean;
  /** A browser will say what was shown, whoever asks for the decision. */
  forBrowser: boolean;
  now: number;
  requestId: string;
}

export interface DecideItem {
  queryId: string;
  consumerId: string | undefined;
  aliases: Record<string, string> | undefined;
  observation: Observation;
  actions: string[];
  /** Why it cannot be decided now. It may have been before: a replay gets its first answer whatever has changed. */
  refused: Failure | undefined;
  limit: number | undefined;
  fingerprint: string;
  /** Seed of the draw: secret, fixed for case and query. */
  seed: string;
  holdout: boolean;
  /** Ranked evenly, teaches nothing: a publishable key without a catalogue. */
  uncatalogued: boolean;
  test: boolean;
  explain: boolean;
  /** The model that a test period assigned to the visitor; undefined: none, so the live one decides. */
  model?: string | undefined;
}

export interface Decided {
  queryId: string;
  actions: string[];
  replay: boolean;
  explanation: Explanation | undefined;
}

export interface SelectItem {
  queryId: string;
  action: string;
  /** From the event id or the Idempotency-Key: this very selection, however late it is sent again. */
  requestKey: string | undefined;
  /** How long before this call it happened, ms. */
  ageMs: number;
  test: boolean;
  strict: boolean;
}

export interface RewardItem {
  queryId: string;
  consumerId: string | undefined;
  eventType: string;
  /** Undefined: all that the order paid, of a refund. */
  value: number | undefined;
  orderId: string | undefined;
  /** Natural key of the reward; undefined: never the same as another. */
  rewardId: string | undefined;
  /** From the Idempotency-Key: stands in for a missing reward id. */
  requestKey: string | undefined;
  fingerprint: string;
  /** How long before this call it happened, ms. */
  ageMs: number;
  test: boolean;
  strict: boolean;
}

export interface Received {
  replay: boolean;
  meta: ReceiptMeta;
}

/** What a shard is asked to do with the items of a call. */
export type Verb = "decide" | "select" | "reward";

/** What came of one item of a call. */
export type Outcome<T> = Result<T, Failure>;
