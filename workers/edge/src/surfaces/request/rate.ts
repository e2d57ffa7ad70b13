import { accountOf } from "../../auth/api-key.ts";
import { now } from "../../clock.ts";
import { isStranger } from "../../protocol/account/account-directory.ts";

/** Environments of which it was said that they have no rate limit. */
const unlimited = new WeakSet<Env>();

/** Whether an address has done something too often. @param what of which each address has its share */
export const isOverRate = async (env: Env, request: Request, what: string): Promise<boolean> => {
  if (env.NEXTMOVE_DEVELOPMENT === "true") return false;
  // Raw workerd has no such binding.
  if (!("PUBLISHABLE_RATE" in env)) {
    if (!unlimited.has(env)) {
      console.error(
        "no binding PUBLISHABLE_RATE: nothing limits publishable keys, nor those of made-up accounts",
      );
    }
    unlimited.add(env);
    return false;
  }
  const address = request.headers.get("cf-connecting-ip") ?? "";
  const { success } = await env.PUBLISHABLE_RATE.limit({ key: `${what}:${address}` });
  return !success;
};

/** No key's id: those are hexadecimal. */
const STRANGERS = "strangers";

/**
 * Whether an address names too often what this isolate does not know to be an account. To ask for one wakes an
 * object, also under a name that somebody has made up. An access token is checked before that.
 */
export const isGuessing = async (
  env: Env,
  request: Request,
  credential: string,
): Promise<boolean> => {
  const account = accountOf(credential);
  if (account === null || !isStranger(account, now())) return false;
  return isOverRate(env, request, STRANGERS);
};
