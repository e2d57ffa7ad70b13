import { z } from "zod";
import { boundaryOf, openPart } from "../../feed/transport/multipart.ts";
import type { FeedSource } from "../../feed/transport/source.ts";
import { peek } from "../../feed/transport/unpack.ts";
import { failure, type Failure } from "../../http/problems.ts";
import { fail, ok, type Result } from "../../result.ts";

/** A body that only says where the feed is, is no longer than this. */
const POINTER_LIMIT_BYTES = 4 * 1024;

const pointer = z.strictObject({ url: z.string() });

const pointerIn = (text: string): string | undefined => {
  try {
    return pointer.safeParse(JSON.parse(text)).data?.url;
  } catch {
    return undefined;
  }
};

/** The feed a request brings, as its body or as a file in a form, or the address it lies at. */
export const openFeed = async (
  request: Request,
): Promise<Result<FeedSource | { url: string }, Failure>> => {
  const contentType = request.headers.get("content-type") ?? "";
  if (!request.body) return fail(failure("feed_rejected", "the body is empty"));
  const boundary = boundaryOf(contentType);
  if (boundary !== undefined) {
    const part = await openPart(request.body, boundary);
    return part
      ? ok(part)
      : fail(failure("invalid_body", "the form holds no file called data, file or feed"));
  }
  const { head, isAll, all } = await peek(request.body, POINTER_LIMIT_BYTES);
  const url = isAll ? pointerIn(new TextDecoder().decode(head)) : undefined;
  return ok(url === undefined ? { contentType, chunks: all } : { url });
};
