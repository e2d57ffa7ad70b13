/**
 * What the SDK sends and reads: the contract's messages as narrow as it writes them. Declared here,
 * because the schemas are written in a newer JavaScript than the SDK may use; `context/wire.test.ts` reads
 * what is sent with them, so the two cannot drift apart.
 */
import type { DropReason, GaNames } from "../api.ts";

export type Aliases = GaNames;

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

interface Happened {
  readonly event_id: string;
  /** ms since 1970 */
  readonly at: number;
}

export interface SelectEvent extends Happened {
  readonly type: "select";
  readonly query_id: string;
  readonly action: string;
  readonly token?: string | undefined;
}

export interface RewardEvent extends Happened {
  readonly type: "reward";
  readonly query_id: string;
  readonly event_type: string;
  /** None: all that the order of a refund paid. */
  readonly value: number | undefined;
  readonly token?: string | undefined;
  readonly reward_id: string;
  readonly order_id?: string | undefined;
}

export interface TrackEvent extends Happened {
  readonly type: "track";
  readonly name: string;
  readonly page_id: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** An event of an envelope, without its `seq`. */
export type WireEvent = SelectEvent | RewardEvent | TrackEvent;

/** `POST /v3/collect/{case}`, without its events. */
export interface EnvelopeHead {
  readonly key: string;
  readonly consumer_id: string | undefined;
  readonly aliases: Aliases | undefined;
  readonly tab: string;
  readonly session: {
    readonly id: string;
    readonly number: number;
    readonly started_at: number;
  };
  readonly sent_at: number;
  readonly dropped?: readonly DroppedEvent[] | undefined;
}

export interface DroppedEvent {
  readonly seq: number;
  readonly reason: DropReason;
}
