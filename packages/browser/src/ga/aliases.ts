import type { GaSettings } from "../api.ts";
import type { Aliases } from "../context/wire.ts";
import { gaClient, type GaName } from "./client-id.ts";
import { gaSession } from "./session.ts";

/**
 * Other names of the same visitor, or undefined when Google Analytics has set none. Cookies of one
 * name may be there for several domains, without saying which:
 * - of clients that of the domain with the fewest labels, which the whole site shares;
 * - of sessions, of which each stream has its own, that of the latest hit: the running one.
 * What the cookies do not say, the tag may have told.
 */
export function gaAliases(
  cookieHeader: string,
  { cookiePrefix = "", measurementId, told }: GaSettings = {},
): Aliases | undefined {
  // `<prefix>_ga=<value>` and `<prefix>_ga_<stream>=<value>`, as often as a name is there.
  const names = [...cookieHeader.matchAll(/(?:^|; ?)([^=;]*)_ga(?:_(\w+))?=([^;]*)/g)]
    .flatMap<GaName>(([, prefix, stream, value = ""]) =>
      prefix === cookiePrefix ? ((stream ? gaSession(stream, value) : gaClient(value)) ?? []) : [],
    )
    .sort((a, b) => a.rank - b.rank);
  const client = names.find((name) => !name.streamId);
  const session = names.find(
    ({ streamId }) => streamId && (!measurementId || measurementId === `G-${streamId}`),
  );
  if (!client && !session && !told) return undefined;
  return {
    ...told?.(),
    ...(client && { ga_client_id: client.id }),
    ...(session && { ga_session_id: session.id }),
  };
}
