import type { GaSettings } from "../api.ts";
import { parseCookies } from "../identity/cookies.ts";
import type { Aliases } from "../wire.ts";
import { gaClientId } from "./client-id.ts";
import { gaSession } from "./session.ts";

/** Other names of the same visitor, or undefined when Google Analytics has set none. */
export function gaAliases(
  cookieHeader: string,
  { cookiePrefix: prefix = "", measurementId }: GaSettings = {},
): Aliases | undefined {
  const cookies = parseCookies(cookieHeader)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, value]) => [name.slice(prefix.length), value] as const);
  const clientId = gaClientId(cookies);
  const session = gaSession(cookies, measurementId)?.sessionId;
  if (!clientId && !session) return undefined;
  return {
    ...(clientId && { ga_client_id: clientId }),
    ...(session && { ga_session_id: session }),
  };
}
