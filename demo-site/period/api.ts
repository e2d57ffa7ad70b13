import { call, type KEYS } from "../shoppers/call.ts";
import { Refusal, SimulationFailure } from "./failure.ts";

export interface Api {
  readonly origin: string;
  /** @throws SimulationFailure */
  get(path: string): Promise<unknown>;
  /** The page of a report. @throws SimulationFailure */
  page(path: string): Promise<string>;
  /** With a secret key. @throws SimulationFailure */
  post(path: string, body: object): Promise<unknown>;
  /** With an admin key. @throws SimulationFailure */
  administer(method: "POST" | "PUT", path: string, body: object): Promise<unknown>;
}

/** The public API as a shop's back end calls it. */
export function apiAt(origin: string): Api {
  async function ask(
    method: string,
    path: string,
    kind: keyof typeof KEYS,
    body?: object,
  ): Promise<Response> {
    const called = await call(origin, kind, method, path, body);
    if (called.ok) return called.response;
    const { message, status } = called;
    throw status === undefined ? new SimulationFailure(message) : new Refusal(message, status);
  }
  return {
    origin,
    get: async (path) => (await ask("GET", path, "admin")).json(),
    page: async (path) => (await ask("GET", path, "admin")).text(),
    post: async (path, body) => (await ask("POST", path, "secret", body)).json(),
    administer: async (method, path, body) => (await ask(method, path, "admin", body)).json(),
  };
}
