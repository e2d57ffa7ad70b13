/**
 * What the SDK sends and reads: the contract's messages as narrow as it writes them. Declared here,
 * because the schemas are written in a newer JavaScript than the SDK may use; `wire.test.ts` reads
 * what is sent with them, so the two cannot drift apart.
 */

export interface Aliases {
  readonly ga_client_id?: string;
  readonly ga_session_id?: string;
}

/** `POST /v3/action/{case}` */
export interface ActionBody {
  readonly key: string;
  readonly query_id: string;
  readonly consumer_id?: string | undefined;
  readonly aliases?: Aliases | undefined;
  readonly state: Readonly<Record<string, unknown>>;
  readonly actions?: readonly string[] | undefined;
  readonly limit?: number | undefined;
}

/** One item of `POST /v3/action/{case}/select/batch` */
export interface SelectionItem {
  readonly query_id: string;
  readonly action: string;
  readonly token?: string | undefined;
  readonly event_id: string;
  readonly at: number;
}

/** One item of `POST /v3/reward/{case}/batch` */
export interface RewardItem {
  readonly query_id: string;
  readonly consumer_id?: string | undefined;
  readonly event_type: string;
  readonly value: number;
  readonly token?: string | undefined;
  readonly reward_id: string;
  readonly order_id?: string | undefined;
  readonly at: number;
}

/** One item of a batch that the edge refused; the others were processed. */
export interface FailedItem {
  readonly index: number;
  readonly code: string;
}
