import type { FeedProblem, FeedProblems } from "@nextmove/contract";
import type { Context } from "hono";
import { now } from "../../clock.ts";
import { csvRow } from "../../feed/csv.ts";
import type { App } from "../request/door.ts";
import { failure, type Failure } from "../../http/problems.ts";
import { refuse } from "../../http/respond.ts";
import { streamText } from "../../http/stream-text.ts";
import { type CatalogStub, catalogOf } from "../../protocol/catalog/stub.ts";
import { ok, type Result } from "../../result.ts";
import { findCase } from "../request/scene.ts";

/** Items that can be asked for by their ids at once. */
const IDS_LIMIT = 100;
/** Items in one answer; long ones come in fewer. */
const ITEMS_LIMIT = 1_000;

const enter = async (context: Context<App>): Promise<Result<CatalogStub, Failure>> => {
  const { account } = context.get("principal").account;
  const found = await findCase(context.env, account, context.req.param("case_id") ?? "");
  return found.ok ? ok(catalogOf(context.env, account, found.value.caseId)) : found;
};

/** `GET /feed/{case_id}` */
export const feedStatusOf = async (context: Context<App>): Promise<Response> => {
  const entered = await enter(context);
  if (!entered.ok) return refuse(context, entered.error);
  return context.json(await entered.value.status(now()));
};

// The items are JSON texts already; to read them only to write them again would cost as much as all else.
const itemsBody = (items: readonly string[], cursor: string | null): string =>
  `{"status":1,"items":[${items.join(",")}],"cursor":${JSON.stringify(cursor)}}`;

/** `GET /feed/{case_id}/items?cursor=&limit=`, or `?id=` once or several times. */
export const feedItemsPage = async (context: Context<App>): Promise<Response> => {
  const entered = await enter(context);
  if (!entered.ok) return refuse(context, entered.error);
  const catalog = entered.value;
  context.header("content-type", "application/json");
  const ids = context.req.queries("id");
  if (ids && ids.length > IDS_LIMIT) {
    return refuse(context, failure("batch_too_large", `at most ${IDS_LIMIT} ids`, "id"));
  }
  if (ids) return context.body(itemsBody(await catalog.find(ids), null));
  const cursor = context.req.query("cursor");
  const [, generation, page, skip = 0] =
    /^(\d{1,9})\.(\d{1,9})(?:\.(\d{1,9}))?$/.exec(cursor ?? "") ?? [];
  if (cursor !== undefined && generation === undefined) {
    return refuse(context, failure("invalid_body", "must be the cursor of another page", "cursor"));
  }
  const asked = context.req.query("limit");
  const limit = asked === undefined || /^\d{1,9}$/.test(asked) ? Number(asked ?? ITEMS_LIMIT) : 0;
  if (limit < 1 || limit > ITEMS_LIMIT) {
    const message = `must be a whole number from 1 to ${ITEMS_LIMIT}`;
    return refuse(context, failure("invalid_body", message, "limit"));
  }
  const place =
    generation === undefined
      ? null
      : { generation: Number(generation), page: Number(page), skip: Number(skip) };
  const found = await catalog.page(place, limit);
  if (!found) {
    return refuse(context, failure("cursor_expired", "the catalogue was replaced; start again"));
  }
  return context.body(itemsBody(found.items, found.cursor));
};

const COLUMNS = [
  "line",
  "id",
  "field",
  "code",
  "severity",
  "message",
  "part",
] as const satisfies readonly (keyof FeedProblem)[];

async function* csvOf(catalog: CatalogStub): AsyncGenerator<string, void> {
  yield csvRow(COLUMNS);
  let after: string | null = "0";
  while (after !== null) {
    const found: FeedProblems = await catalog.problems(Number(after));
    yield found.problems
      .map((problem) => csvRow(COLUMNS.map((column) => problem[column])))
      .join("");
    after = found.cursor;
  }
}

/** `GET /feed/{case_id}/report?cursor=`: every problem of the last feed; `?format=csv` for people. */
export const feedReport = async (context: Context<App>): Promise<Response> => {
  const entered = await enter(context);
  if (!entered.ok) return refuse(context, entered.error);
  const catalog = entered.value;
  if (context.req.query("format") === "csv") {
    return context.body(streamText(csvOf(catalog), context.get("requestId")), 200, {
      "content-type": "text/csv; charset=utf-8",
    });
  }
  const cursor = context.req.query("cursor") ?? "0";
  if (!/^\d{1,15}$/.test(cursor)) {
    return refuse(context, failure("invalid_body", "must be the cursor of another page", "cursor"));
  }
  return context.json(await catalog.problems(Number(cursor)));
};
