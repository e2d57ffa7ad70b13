import type { Context } from "hono";
import type { App } from "./door.ts";
import { accountName } from "../../protocol/names.ts";

/** The account of the key that asks, and its object. */
export const ownAccount = (context: Context<App>) => {
  const { account } = context.get("principal").account;
  return { account, stub: context.env.ACCOUNT.getByName(accountName(account)) };
};
