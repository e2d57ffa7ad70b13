import { problemResponse } from "@nextmove/contract";

/** Exist in development only. */
export const KEYS = { secret: "sk_test_demo", admin: "ak_test_demo" } as const;

type Called =
  | { ok: true; response: Response }
  /** `status` of what was refused; undefined when nothing answered. */
  | { ok: false; message: string; status: number | undefined };

/** Calls the public API as a shop's back end does. */
export async function call(
  origin: string,
  kind: keyof typeof KEYS,
  method: string,
  path: string,
  body?: object,
): Promise<Called> {
  const response = await fetch(new URL(path, origin), {
    method,
    headers: { authorization: `Bearer ${KEYS[kind]}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  }).catch(() => undefined);
  if (response === undefined) {
    const message = `No answer from ${origin}. Is the server running (npm start)?`;
    return { ok: false, message, status: undefined };
  }
  if (response.ok) return { ok: true, response };
  const problem = problemResponse.safeParse(await response.json().catch(() => undefined));
  const reason = problem.success ? problem.data.error.message : "no reason given";
  const { status } = response;
  return { ok: false, message: `${method} ${path} was answered ${status}: ${reason}`, status };
}
