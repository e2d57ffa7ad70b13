import type { AuditResponse } from "@nextmove/contract";
import { type Context, Hono } from "hono";
import { type App, door, NO_BODY } from "../request/door.ts";
import { placeOf } from "../../http/place.ts";
import { refuse } from "../../http/respond.ts";
import { ownAccount } from "../request/own-account.ts";

const list = async (context: Context<App>): Promise<Response> => {
  const before = placeOf(context);
  if (!before.ok) return refuse(context, before.error);
  const page = await ownAccount(context).stub.auditPage(before.value);
  const entries = page.entries.map(({ at, actor, what }) => ({
    at: new Date(at).toISOString(),
    actor,
    what,
  }));
  return context.json({ status: 1, entries, before: page.before } satisfies AuditResponse);
};

/** Who changed what in the account. */
export const audit = new Hono<App>().get("/audit", door(["admin"], NO_BODY), list);
