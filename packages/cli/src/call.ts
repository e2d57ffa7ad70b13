import { problemResponse } from "@nextmove/contract";
import { CommandFailure } from "./failure.ts";

/** Where the deployment is, and the key that is used there. */
export interface Deployment {
  readonly url: string;
  readonly key: string;
  /** The environment variable the key was taken from. */
  readonly variable: string;
}

/** Of an answer: `json` is undefined where it holds none. */
interface Answer {
  readonly status: number;
  readonly json: unknown;
}

/** What may well succeed when it is done again. */
export class TransientFailure extends CommandFailure {
  override name = "TransientFailure";
}

/** Too many requests, or the server cannot at the moment. */
const TRANSIENT = new Set([429, 500, 502, 503, 504]);

/**
 * The deployment with a key from the environment, not from the command line: a shell keeps its history.
 *
 * @param hint where a key is to be had
 * @throws CommandFailure
 */
export function deploymentOf(url: string, variable: string, hint = ""): Deployment {
  const key = process.env[variable]?.trim();
  if (key === undefined || key === "") throw new CommandFailure(`set ${variable} first${hint}`);
  // As one that was copied with an ellipsis, or with its line: no header takes that.
  if (!/^[!-~]+$/.test(key)) throw new CommandFailure(`what ${variable} holds is no key`);
  // A host with a port by itself is an address, too, of a scheme by the host's name.
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? "")) {
    throw new CommandFailure(`${url} is no address: it begins with https:// or http://`);
  }
  return { url, key, variable };
}

/**
 * Sends a request and waits for all of its answer, whatever that says.
 *
 * @throws TransientFailure when none has come by then
 */
export async function call(
  { url, key }: Deployment,
  path: URL | string,
  init: RequestInit,
  limitMs: number,
): Promise<Answer> {
  const headers = new Headers(init.headers);
  headers.set("authorization", `Bearer ${key}`);
  const signal = AbortSignal.timeout(limitMs);
  try {
    const response = await fetch(new URL(path, url), { ...init, headers, signal });
    return { status: response.status, json: parsed(await response.text()) };
  } catch {
    throw new TransientFailure(
      signal.aborted
        ? `${url} did not answer within ${limitMs / 1000} s`
        : `nothing answers at ${url}, or it hung up`,
    );
  }
}

/** Why an answer is not what was asked for. */
export function failureOf({ status, json }: Answer, deployment: Deployment): CommandFailure {
  const problem = problemResponse.safeParse(json);
  if (!problem.success) {
    return new CommandFailure(`${deployment.url} is no Nextmove (HTTP ${status})`);
  }
  const { code, message, path } = problem.data.error;
  const Kind = TRANSIENT.has(status) ? TransientFailure : CommandFailure;
  // A key is always sent: "send the root key" would mislead.
  if (code === "unauthorized") {
    return new Kind(`${code}: the key in ${deployment.variable} is wrong, expired or revoked`);
  }
  return new Kind(`${code}: ${message}${path === undefined ? "" : ` (${path})`}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
