import type { ForwardedMessage, ForwardedType } from "@nextmove/contract";

/** An event on its way to a sink, with what only some kinds of sink need. */
export interface Message extends ForwardedMessage {
  /** Google Analytics' id of the visitor (`x.y`), where it is known. */
  gaClientId?: string;
}

/** What the edge knows of an account's sink: enough to tell what it wants. Secrets stay in the Account. */
export interface SinkRoute {
  sinkId: string;
  /** Tells it from a deleted one of the same name; ms. */
  createdAt: number;
  from: "now" | "start";
  /** Switched off by the operator or by its endpoint. */
  paused: boolean;
  types: ForwardedType[];
  cases?: string[];
  includeState: boolean;
}

/** Whether a sink takes a message. Events that belong to no case are not a matter of its cases. */
export const wants = ({ types, cases }: SinkRoute, { type, case_id }: Message): boolean =>
  types.includes(type) && (cases === undefined || case_id === undefined || cases.includes(case_id));

/** What sinks other than Google get. */
export const publicMessage = (message: Message): ForwardedMessage => {
  const { gaClientId: _, ...told } = message;
  return told;
};
