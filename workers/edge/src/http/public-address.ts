import { failure, type Failure } from "./problems.ts";
import { fail, ok, type Result } from "../result.ts";

// What the platform's URL parser makes of any spelling of an address of four bytes.
const isAddress = (host: string): boolean => /^\[|^\d+(\.\d+){3}$/.test(host);
/** Names that never leave a private network (RFC 6761, 6762, 8375). */
const PRIVATE =
  /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|arpa|test|invalid|onion)$/;

/** A name with a dot behind it is the same one. */
export const hostOf = (url: URL): string => url.hostname.replace(/\.$/, "");

/**
 * Whether a shop may have us call there: https on its own port, a public name, no credentials. A Worker
 * cannot pin what a name resolves to.
 */
export const checkPublicUrl = (text: string, baseUrl?: string): Result<URL, Failure> => {
  const refuse = (message: string) => fail(failure("url_refused", message, "url"));
  const url = URL.parse(text, baseUrl);
  if (!url) return refuse("is no address");
  if (url.protocol !== "https:") return refuse("must begin with https://");
  if (url.username || url.password) return refuse("must not hold a password");
  if (url.port) return refuse("must be on the port of https");
  const host = hostOf(url);
  const labels = host.split(".");
  // An empty label would hide a private name from what looks for it, and no public name has one.
  if (isAddress(host) || PRIVATE.test(host) || labels.length < 2 || labels.includes("")) {
    return refuse("must be of a public name");
  }
  return ok(url);
};
