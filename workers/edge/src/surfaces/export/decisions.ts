import type { DecisionsEnd } from "@nextmove/contract";
import { type Context, Hono } from "hono";
import { type App, door, NO_BODY } from "../request/door.ts";
import { refuse } from "../../http/respond.ts";
import type { CaseDefinition } from "../../protocol/account/snapshot.ts";
import type { ExportPage, ExportPlace, ExportSpan } from "../../protocol/decision-shard/export.ts";
import { allLocations } from "../../protocol/location.ts";
import { decisionShard } from "../../protocol/decision-shard/stub.ts";
import { findCase } from "../request/scene.ts";
import { decisionRow } from "./decision-row.ts";
import { dsjson } from "./dsjson.ts";
import { readSpan } from "./span.ts";
import { streamText } from "../../http/stream-text.ts";

/** The pages of all shards, one after the other: what is in memory is one page. */
async function* pagesOf(
  env: Env,
  account: string,
  { caseId, epochs }: CaseDefinition,
  span: ExportSpan,
): AsyncGenerator<ExportPage, void> {
  for (const location of allLocations(epochs)) {
    const shard = decisionShard(env, account, caseId, location);
    let place: ExportPlace | null = null;
    do {
      const page: ExportPage = await shard.exportPage(span, place);
      yield page;
      place = page.next;
    } while (place !== null);
  }
}

const linesOf = (things: readonly object[]): string =>
  things.map((thing) => `${JSON.stringify(thing)}\n`).join("");

async function* ndjson(pages: AsyncGenerator<ExportPage, void>): AsyncGenerator<string, void> {
  const end: DecisionsEnd = {
    kind: "end",
    rows: 0,
    left_out: { not_shown: 0, test: 0, recommendation: 0 },
  };
  for await (const { decisions, leftOut } of pages) {
    end.rows += decisions.length;
    end.left_out.not_shown += leftOut.not_shown;
    end.left_out.test += leftOut.test;
    end.left_out.recommendation += leftOut.recommendation;
    yield linesOf(decisions.map(decisionRow));
  }
  yield linesOf([end]);
}

async function* vowpalWabbit(
  pages: AsyncGenerator<ExportPage, void>,
): AsyncGenerator<string, void> {
  for await (const { decisions } of pages) {
    yield linesOf(decisions.filter(({ evaluable }) => evaluable).map(dsjson));
  }
}

const exported =
  (write: (pages: AsyncGenerator<ExportPage, void>) => AsyncGenerator<string, void>) =>
  async (context: Context<App>): Promise<Response> => {
    const span = readSpan(context.req.query());
    if (!span.ok) return refuse(context, span.error);
    const { account } = context.get("principal").account;
    const found = await findCase(context.env, account, context.req.param("case_id") ?? "");
    if (!found.ok) return refuse(context, found.error);
    const pages = pagesOf(context.env, account, found.value, span.value);
    return context.body(streamText(write(pages), context.get("requestId")), 200, {
      "content-type": "application/x-ndjson; charset=utf-8",
    });
  };

/** What a case has decided and what that brought, for evaluation elsewhere. */
export const decisionExports = new Hono<App>()
  .get("/cases/:case_id/decisions.ndjson", door(["secret", "admin"], NO_BODY), exported(ndjson))
  .get(
    "/cases/:case_id/decisions.dsjson",
    door(["secret", "admin"], NO_BODY),
    exported(vowpalWabbit),
  );
