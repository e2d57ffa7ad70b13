import type { Attributes } from "../api.ts";
import type { Context } from "../context.ts";
import { gaAliases } from "../ga/aliases.ts";
import { pageState } from "../state/page-state.ts";
import type { ActionBody } from "../wire.ts";

/** Who asks, and for what moment. The visitor has a name only while consent is granted. */
export function describe(
  { platform, key, consumerId }: Pick<Context, "platform" | "key" | "consumerId">,
  attributes: Attributes,
): Pick<ActionBody, "key" | "state" | "consumer_id" | "aliases"> {
  const id = consumerId();
  return {
    key,
    state: { ...pageState(platform.page()), ...attributes },
    consumer_id: id,
    aliases: id ? gaAliases(platform.cookies()) : undefined,
  };
}
