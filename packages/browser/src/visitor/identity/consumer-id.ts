import type { ConsentFollower } from "../../consent/consent.ts";
import type { Kept } from "../../consent/kept.ts";
import { isString } from "../../plain/shape.ts";
import type { IdCookie } from "./id-cookie.ts";

const KEPT_NAME = "consumer_id";

export interface ConsumerId extends ConsentFollower {
  /** The visitor's id while consent is granted; read and renewed when it is first asked for. */
  readonly current: () => string | undefined;
  /** Reads it again: undefined when it is gone, which another page has done. */
  readonly reread: () => string | undefined;
}

/**
 * The visitor's id, and with it what is kept of the visitor: ours, opaque. It is in a cookie, which all
 * subdomains of the shop share; where cookies are blocked in localStorage; else for this page only.
 */
export function createConsumerId(cookie: IdCookie, kept: Kept, newId: () => string): ConsumerId {
  let id: string | undefined;
  let isGranted = false;
  const stored = () => cookie.readId() ?? kept.get(KEPT_NAME, isString);
  return {
    current() {
      if (isGranted && !id) {
        id = stored() ?? newId();
        if (!cookie.writeId(id)) kept.set(KEPT_NAME, id);
      }
      return id;
    },
    reread: () => (id = stored()),
    follow(mayStore, mustForget) {
      id = undefined;
      isGranted = mayStore;
      // Before what is kept: other tabs hear of that, and then look for the cookie.
      if (mustForget) cookie.discard();
      kept.follow(mayStore, mustForget);
    },
  };
}
