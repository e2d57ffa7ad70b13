import { attempt } from "../plain/attempt.ts";
import { parseJson, toJson } from "../plain/json.ts";

/**
 * A part of the browser's storage, in JSON, as if it never refused: what is denied is not found, and
 * what does not fit is not kept.
 */
export interface Store {
  readonly get: (name: string) => unknown;
  readonly set: (name: string, value: unknown) => void;
  readonly discard: (prefix: string) => void;
}

/**
 * `area` may throw: reading `localStorage` does where the visitor blocks site data; and so does what
 * is asked of it where a WebView has none.
 */
export const openStore = (area: () => Storage): Store => ({
  get: (name) =>
    attempt(() => {
      const text = area().getItem(name);
      return text && parseJson(text); // To throw for what is not there costs milliseconds.
    }),
  set: (name, value) => attempt(() => area().setItem(name, toJson(value))),
  discard: (prefix) =>
    attempt(() => {
      const storage = area();
      for (const name of Object.keys(storage)) {
        if (name.startsWith(prefix)) storage.removeItem(name);
      }
    }),
});
