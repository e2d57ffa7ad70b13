import { problemResponse } from "@nextmove/contract";

/** Exist in development only. */
const KEYS = { secret: "sk_test_demo", admin: "ak_test_demo" } as const;

/** The service did not answer, or refused: the simulation cannot go on. */
export class Refusal extends Error {
  /** Of the answer; undefined when there was none. */
  readonly status: number | undefined;

  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }
}

export interface Api {
  readonly origin: string;
  /** @throws Refusal */
  get(path: string): Promise<unknown>;
  /** The page of a report. @throws Refusal */
  page(path: string): Promise<string>;
  /** With a secret key. @throws Refusal */
  post(path: string, body: object): Promise<unknown>;
  /** With an admin key. @throws Refusal */
  administer(method: "POST" | "PUT", path: string, body: object): Promise<unknown>;
}

/** The public API as a shop's back end calls it. */
export function apiAt(origin: string): Api {
  async function call(
    method: string,
    path: string,
    key: keyof typeof KEYS,
    body?: object,
  ): Promise<Response> {
    const response = await fetch(new URL(path, origin), {
      method,
      headers: { authorization: `Bearer ${KEYS[key]}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    }).catch(() => undefined);
    if (response === undefined) throw new Refusal(`No answer from ${origin}.`);
    if (response.ok) return response;
    const problem = problemResponse.safeParse(await response.json().catch(() => undefined));
    const reason = problem.success ? problem.data.error.message : "no reason given";
    throw new Refusal(
      `${method} ${path} was answered ${response.status}: ${reason}`,
      response.status,
    );
  }
  return {
    origin,
    get: async (path) => (await call("GET", path, "admin")).json(),
    page: async (path) => (await call("GET", path, "admin")).text(),
    post: async (path, body) => (await call("POST", path, "secret", body)).json(),
    administer: async (method, path, body) => (await call(method, path, "admin", body)).json(),
  };
}
