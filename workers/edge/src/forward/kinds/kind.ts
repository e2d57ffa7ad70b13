import type { ForwardedType, SinkSettings } from "@nextmove/contract";
import type { Attempt, Fetch } from "../attempt.ts";
import type { Message } from "../../protocol/sink/message.ts";

/** What a delivery is made with. */
export interface Delivery<Settings extends SinkSettings = SinkSettings> {
  sinkId: string;
  settings: Settings;
  /** Those that sign now, the newest first. */
  secrets: readonly string[];
  /** The deployment's bucket, if it has one. */
  archive: R2Bucket | undefined;
  now: number;
  fetchOut: Fetch;
}

/** How a kind of sink takes its messages. */
export interface Shape {
  /** The most messages of one request. */
  readonly most: number;
  /** What keeps its order and waits for a failed one: what belongs to a visitor, or everything. */
  readonly inOrder: "visitor" | "all";
  /** How long a message waits for others to go with it. */
  readonly lingerMs: number;
  /** Whether a message may go with the first of a request. */
  belongs?(first: Message, next: Message): boolean;
}

/** One kind of sink: how it takes messages, and how they are sent. */
export interface Kind<Settings extends SinkSettings> {
  /** What it gets when its settings do not say what it is to get. */
  readonly types: readonly ForwardedType[];
  readonly shape: Shape;
  /** Null when it has no form for these after all. */
  send(
    delivery: Delivery<Settings>,
    messages: readonly [Message, ...Message[]],
  ): Promise<Attempt> | null;
}

export type SettingsOf<Name extends SinkSettings["kind"]> = Extract<SinkSettings, { kind: Name }>;
