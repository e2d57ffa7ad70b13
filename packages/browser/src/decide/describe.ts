import type { Attributes } from "../api.ts";
import { pageState } from "../visitor/state/page-state.ts";
import type { ActionBody } from "../context/wire.ts";
import type { Decider } from "./ask-edge.ts";

/** Who asks, and for what moment. The visitor has a name only while consent is granted. */
export function describe(
  {
    platform,
    screen,
    key,
    consumerId,
    aliases,
  }: Pick<Decider, "platform" | "screen" | "key" | "consumerId" | "aliases">,
  attributes: Attributes,
): Pick<ActionBody, "key" | "state" | "consumer_id" | "aliases"> {
  const id = consumerId();
  return {
    key,
    state: { ...pageState(platform.currentPage(), screen()), ...attributes },
    consumer_id: id,
    aliases: id ? aliases() : undefined,
  };
}
