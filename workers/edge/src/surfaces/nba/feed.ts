import { type FeedOptions, feedOptions } from "@nextmove/contract";
import { type Context, Hono } from "hono";
import { now } from "../../clock.ts";
import type { Feed, Pace } from "../../feed/taking/read-feed.ts";
import { takeFeed } from "../../feed/taking/take-feed.ts";
import { takePart } from "../../feed/taking/take-part.ts";
import { checkFeedUrl, pull } from "../../feed/transport/pull.ts";
import { TruncatedBody } from "../../feed/transport/unpack.ts";
import { digestOf } from "../../http/digest.ts";
import { type App, door, NO_BODY } from "../request/door.ts";
import { failure, failuresOf, STATUS_OF } from "../../http/problems.ts";
import { markReplay, refuse } from "../../http/respond.ts";
import type { FeedRequest, Finished } from "../../feed/taking/calls.ts";
import { catalogOf, type CatalogStub } from "../../protocol/catalog/stub.ts";
import { ok } from "../../result.ts";
import { feedItemsPage, feedReport, feedStatusOf } from "./feed-views.ts";
import { openFeed } from "./feed-source.ts";
import { enterCase } from "../request/scene.ts";

/** The body is not read by the door: it may be larger than memory. */
const STREAMED = NO_BODY;

const PACE: Pace = { now, rest: () => scheduler.wait(0) };

const respond = (context: Context<App>, { report, error, isReplay }: Finished): Response => {
  markReplay(context, isReplay);
  return error
    ? context.json({ status: 0, error, ...report }, STATUS_OF[error.code])
    : context.json({ status: 1, ...report });
};

/** What one request brings, and what is to be done with it. */
interface Delivery {
  catalog: CatalogStub;
  hosts: readonly string[];
  options: FeedOptions;
  feed: Omit<Feed, "chunks" | "reading"> & { reading: Omit<Feed["reading"], "contentType"> };
}

/** A feed's id: a feed that may come again has the same one again. */
const idFor = (uploadId: string | undefined, idempotencyKey: string | undefined): string => {
  if (uploadId !== undefined) return `upload-${uploadId}`;
  const unique = idempotencyKey === undefined ? crypto.randomUUID() : digestOf(idempotencyKey);
  return `feed-${unique}`;
};

const requestFor = (
  kind: "replace" | "update",
  options: FeedOptions,
  idempotencyKey: string | undefined,
): FeedRequest => {
  const isInParts = options.upload_id !== undefined;
  return {
    id: idFor(options.upload_id, idempotencyKey),
    kind,
    merge: options.merge,
    validateOnly: options.validate_only || options.test_api,
    feedVersion: options.feed_version,
    isInParts,
    fingerprint: idempotencyKey === undefined || isInParts ? null : digestOf(kind, options),
  };
};

/** A feed that lies at an address is another one when the address is. */
const lyingAt = (url: string, to: Delivery): Delivery => {
  const { request } = to.feed;
  const { fingerprint } = request;
  if (fingerprint === null) return to;
  return {
    ...to,
    feed: { ...to.feed, request: { ...request, fingerprint: digestOf(fingerprint, url) } },
  };
};

/** Notes a feed that is to be fetched after the answer (RFC 7240, `respond-async`). */
const order = async (context: Context<App>, to: Delivery, url: string): Promise<Response> => {
  const checked = checkFeedUrl(url, to.hosts);
  if (!checked.ok) return refuse(context, checked.error);
  const { request } = to.feed;
  const accepted = await to.catalog.order({ ...to.feed, url, hosts: to.hosts }, now());
  if (!accepted.ok) return refuse(context, accepted.error);
  if (accepted.value) return respond(context, accepted.value);
  context.header("preference-applied", "respond-async");
  return context.json({ status: 1, feed_id: request.id, state: "under_way" }, 202);
};

const take = async (context: Context<App>, delivery: Delivery): Promise<Response> => {
  const { catalog, hosts, options } = delivery;
  const opened = await openFeed(context.req.raw);
  if (!opened.ok) return refuse(context, opened.error);
  const brought = opened.value;
  const isPulled = "url" in brought;
  const to = isPulled ? lyingAt(brought.url, delivery) : delivery;
  // Nothing is kept of a feed that is only validated, so there is nothing to ask for later.
  const mayWait = !to.feed.request.validateOnly && options.part === undefined;
  const prefersAsync = /\brespond-async\b/i.test(context.req.header("prefer") ?? "");
  if (isPulled && mayWait && prefersAsync) return order(context, to, brought.url);
  const source = isPulled
    ? await pull(brought.url, hosts, (address, init) => fetch(address, init))
    : ok(brought);
  if (!source.ok) return refuse(context, source.error);
  const { contentType, chunks } = source.value;
  const reading = { ...to.feed.reading, contentType };
  const feed: Feed = { ...to.feed, reading, isPulled, chunks };
  if (options.part === undefined) {
    const finished = await takeFeed(catalog, feed, PACE);
    return finished.ok ? respond(context, finished.value) : refuse(context, finished.error);
  }
  const taken = await takePart(catalog, feed, options.part, options.complete, PACE);
  if (!taken.ok) return refuse(context, taken.error);
  return taken.value.isWhole
    ? respond(context, taken.value)
    : context.json({ status: 1, ...taken.value.report });
};

const receive =
  (kind: "replace" | "update") =>
  async (context: Context<App>): Promise<Response> => {
    const query = feedOptions.safeParse(context.req.query());
    if (!query.success) return refuse(context, failuresOf(query.error));
    const options: FeedOptions = query.data;
    const scene = await enterCase(context);
    if (!scene.ok) return refuse(context, scene.error);
    const { env, account, caseId, definition, idempotencyKey } = scene.value;
    if (options.upload_id !== undefined && kind === "update") {
      const message = "an update needs no parts: send several";
      return refuse(context, failure("invalid_body", message, "upload_id"));
    }
    const catalog = catalogOf(env, account, caseId);
    const request = requestFor(kind, options, idempotencyKey);
    if (request.isInParts && options.part === undefined) {
      const finished = await catalog.complete(request, null, options.force, now());
      return finished.ok ? respond(context, finished.value) : refuse(context, finished.error);
    }
    const { force, format, delimiter, currency, base_url, id_field, mode, merge } = options;
    const reading = { kind, format, delimiter, currency, base_url, id_field, mode, merge };
    const feed = { request, reading, isForced: force };
    try {
      return await take(context, { catalog, hosts: definition.settings.feed_hosts, options, feed });
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
