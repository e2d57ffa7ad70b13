import { failure, type Failure } from "../../http/problems.ts";
import { fail, ok, type Result } from "../../result.ts";
import { digestOfAll } from "../transport/content-digest.ts";
import type { Feed } from "./read-feed.ts";

/**
 * Whether a feed, or a part of one, that came before brings the same bytes once more: reads them, takes none.
 *
 * @param content digest of what came; null: not known, undefined: no such part came
 */
export const sameContent = async (
  { request, isPulled = false, chunks }: Feed,
  content: string | null | undefined,
): Promise<Result<null, Failure>> => {
  // What lies at an address may change: which address it was is in the request's fingerprint.
  if (content === null || isPulled) return ok(null);
  if (content !== undefined && (await digestOfAll(chunks)) === content) return ok(null);
  const message = request.isInParts
    ? "this part came before with other content, or the feed was taken without it; begin another upload_id"
    : "this Idempotency-Key came before with another feed";
  return fail(failure("idempotency_conflict", message));
};
