import { type FeedOptions, feedOptions } from "@nextmove/contract";
import { type Context, Hono } from "hono";
import { now } from "../../clock.ts";
import { TruncatedBody } from "../../feed/transport/unpack.ts";
import { type App, door } from "../../http/door.ts";
import { failure, failuresOf, STATUS_OF } from "../../http/problems.ts";
import { refuse } from "../../http/respond.ts";
import type { Finished } from "../../objects/catalog/feeds.ts";
import { catalogOf } from "../../objects/catalog/stub.ts";
import { feedItemsPage, feedReport, feedStatusOf } from "./feed-views.ts";
import { openFeed } from "./feed-source.ts";
import { findCase } from "./scene.ts";
import type { Feed, Pace } from "./read-feed.ts";
import { takeFeed } from "./take-feed.ts";
import { type Taken, takePart } from "./take-part.ts";

/** The body is not read by the door: it may be larger than memory. */
const STREAMED = 0;

const PACE: Pace = { now, rest: () => scheduler.wait(0) };

const respond = (context: Context<App>, { report, error }: Finished): Response =>
  error
    ? context.json({ status: 0, error, ...report }, STATUS_OF[error.code])
    : context.json({ status: 1, ...report });

const respondToPart = (context: Context<App>, taken: Taken): Response =>
  taken.isWhole ? respond(context, taken) : context.json({ status: 1, ...taken.report });

const receive =
  (kind: "replace" | "update") =>
  async (context: Context<App>): Promise<Response> => {
    const query = feedOptions.safeParse(context.req.query());
    if (!query.success) return refuse(context, failuresOf(query.error));
    const options: FeedOptions = query.data;
    const { account } = context.var.principal.account;
    const found = await findCase(context.env, account, context.req.param("case_id") ?? "");
    if (!found.ok) return refuse(context, found.error);
    const { caseId, settings } = found.value;
    const { upload_id: uploadId, part, complete } = options;
    if (uploadId !== undefined && kind === "update") {
      const message = "an update needs no parts: send several";
      return refuse(context, failure("invalid_body", message, "upload_id"));
    }
    const catalog = catalogOf(context.env, account, caseId);
    const id = uploadId === undefined ? `feed-${crypto.randomUUID()}` : `upload-${uploadId}`;
    if (uploadId !== undefined && part === undefined) {
      const finished = await catalog.complete(id, null, options.force, now());
      return finished.ok ? respond(context, finished.value) : refuse(context, finished.error);
    }
    try {
      const source = await openFeed(context.req.raw, settings.feed_hosts);
      if (!source.ok) return refuse(context, source.error);
      const { contentType, chunks } = source.value;
      const feed: Feed = {
        request: {
          id,
          kind,
          merge: options.merge,
          validateOnly: options.validate_only || options.test_api,
          feedVersion: options.feed_version,
          isInParts: part !== undefined,
        },
        reading: { ...options, kind, contentType },
        isForced: options.force,
        chunks,
      };
      if (part !== undefined) {
        const taken = await takePart(catalog, feed, part, complete, PACE);
        return taken.ok ? respondToPart(context, taken.value) : refuse(context, taken.error);
      }
      const finished = await takeFeed(catalog, feed, PACE);
      return finished.ok ? respond(context, finished.value) : refuse(context, finished.error);
    } catch (error) {
      if (!(error instanceof TruncatedBody)) throw error;
      return refuse(context, failure("feed_broken", error.message));
    }
  };

const open = () => door(["secret"], STREAMED);

/** The product feed of a case: all of it, changes to it, and what became of them. */
export const feeds = new Hono<App>()
  .post("/feed/:case_id", open(), receive("replace"))
  .post("/feed/:case_id/update", open(), receive("update"))
  .get("/feed/:case_id", open(), feedStatusOf)
  .get("/feed/:case_id/items", open(), feedItemsPage)
  .get("/feed/:case_id/report", open(), feedReport);
