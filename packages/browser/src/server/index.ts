/**
 * Decisions made while the page is rendered, by a server or a Worker with a secret key, and handed
 * to the browser's SDK with the page: nothing is asked again, nothing flickers. Runs wherever
 * `fetch` and `Request` are: Node 20, Cloudflare Workers, Deno, Bun.
 *
 * @module
 * @example
 * const decision = await decideForRequest({
 *   endpoint: "https://next.example.com", key: env.NEXTMOVE_KEY, case: "shop",
 *   request, consent: "granted", actions: ["free_shipping", "gift_wrap"],
 * });
 * const html = page(decision.action, bootstrapTag([decision], { nonce }));
 */
export { bootstrapOf, bootstrapTag } from "./bootstrap.ts";
export {
  decideForRequest,
  type DecideForRequest,
  type ServerDecision,
} from "./decide-for-request.ts";
export { injectBootstrap } from "./inject-bootstrap.ts";
