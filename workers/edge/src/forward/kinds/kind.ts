import type { ForwardedType, SinkSettings } from "@nextmove/contract";
import type { Shape } from "../../objects/sink/sink-queue.ts";
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
