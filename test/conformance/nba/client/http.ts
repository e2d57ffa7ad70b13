/** Keys of the account that exists in development only. */
export const SECRET_KEY = "sk_test_demo";
export const PUBLISHABLE_KEY = "pk_test_demo";
export const ADMIN_KEY = "ak_test_demo";

export type Request = {
  /** Sent as `Authorization: Bearer`; null for none. The secret key when absent. */
  key?: string | null;
  headers?: Record<string, string>;
  /** A string or bytes go out as they are, anything else as JSON. */
  body?: unknown;
};

export type Answer = {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body; undefined when it is not JSON. */
  json: unknown;
};

export type Call = (method: string, path: string, request?: Request) => Promise<Answer>;

/** A function that sends requests to the server at `url`. */
export function callerOf(url: string): Call {
  return async (method, path, request = {}) => {
    const { key = SECRET_KEY, headers = {}, body } = request;
    const response = await fetch(new URL(path, url), {
      method,
      headers: { ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...headers },
      ...(body === undefined ? {} : { body: encoded(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  };
}

function encoded(body: unknown): string | Uint8Array<ArrayBuffer> {
  if (typeof body === "string") return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
