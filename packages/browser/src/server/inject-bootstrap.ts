interface Rewriter {
  on(
    selector: string,
    handlers: { element(element: { prepend(html: string, as: { html: true }): void }): void },
  ): Rewriter;
  transform(response: Response): Response;
}

/** Cloudflare's streaming parser; only Workers have it. */
declare const HTMLRewriter: new () => Rewriter;

/**
 * Puts a bootstrap tag into the head of an HTML response, in a Cloudflare Worker, without waiting for
 * the page. A response that is not HTML is passed on as it is.
 *
 * The page is now one visitor's: it is marked as not to be shared, and not to be shown again
 * unasked, as its decision would be.
 */
export function injectBootstrap(response: Response, tag: string): Response {
  if (!/^text\/html\b/i.test(response.headers.get("content-type") ?? "")) return response;
  const rewritten = new HTMLRewriter()
    // First in the head: an async script may run before the head has ended.
    .on("head", { element: (head) => head.prepend(tag, { html: true }) })
    .transform(response);
  const headers = new Headers(rewritten.headers);
  headers.set("cache-control", "private, no-cache");
  for (const name of ["etag", "last-modified", "content-length"]) headers.delete(name);
  return new Response(rewritten.body, {
    status: rewritten.status,
    statusText: rewritten.statusText,
    headers,
  });
}
