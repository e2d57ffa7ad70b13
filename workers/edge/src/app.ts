import { Hono } from "hono";
import { anyOrigin } from "./http/any-origin.ts";
import type { App } from "./surfaces/request/door.ts";
import { failureOf } from "./http/failure-of.ts";
import { requestId } from "./surfaces/request/request-id.ts";
import { refuse } from "./http/respond.ts";
import { unmatched } from "./surfaces/request/unmatched.ts";
import { audit } from "./surfaces/admin/audit.ts";
import { cases } from "./surfaces/admin/cases.ts";
import { consumers } from "./surfaces/admin/consumers.ts";
import { keys } from "./surfaces/admin/keys.ts";
import { login } from "./surfaces/admin/login.ts";
import { models } from "./surfaces/admin/models.ts";
import { sinks } from "./surfaces/admin/sinks.ts";
import { status } from "./surfaces/admin/status.ts";
import { collecting } from "./surfaces/collect/collect.ts";
import { openapi } from "./surfaces/document/openapi.ts";
import { development } from "./surfaces/development/development.ts";
import { decisionExports } from "./surfaces/export/decisions.ts";
import { batch } from "./surfaces/nba/batch.ts";
import { feeds } from "./surfaces/nba/feed.ts";
import { recommendations } from "./surfaces/nba/recommendation.ts";
import { single } from "./surfaces/nba/single.ts";
import { assigning } from "./surfaces/test-cycle/assign.ts";
import { testCycleEvents } from "./surfaces/test-cycle/events.ts";
import { outcomes } from "./surfaces/test-cycle/outcomes.ts";
import { periods } from "./surfaces/test-cycle/periods.ts";
import { promotions } from "./surfaces/test-cycle/promote.ts";
import { rejections } from "./surfaces/test-cycle/rejected.ts";
import { reports } from "./surfaces/test-cycle/report.ts";
import { versions } from "./surfaces/nba/version.ts";

const nba = new Hono<App>()
  .use(anyOrigin)
  .route("/", single)
  .route("/", batch)
  .route("/", feeds)
  .route("/", recommendations)
  .route("/", collecting)
  .route("/", testCycleEvents)
  .route("/", assigning);
const admin = new Hono<App>()
  .route("/", cases)
  .route("/", models)
  .route("/", status)
  .route("/", decisionExports)
  .route("/", keys)
  .route("/", audit)
  .route("/", periods)
  .route("/", outcomes)
  .route("/", reports)
  .route("/", promotions)
  .route("/", rejections)
  .route("/", consumers)
  .route("/", sinks);

/** The Worker's routes: the surfaces under `/v3`, their unversioned aliases, and the demo shop's files. */
export const app: Hono<App> = new Hono<App>();
app.use(requestId);
app.route("/", versions);
app.route("/v3", openapi);
app.route("/", login);
app.route("/", development);
app.route("/v3", admin);
app.route("/v3", nba);
app.route("/", nba);
app.notFound(unmatched(app));
app.onError((error, context) => refuse(context, failureOf(error, context.get("requestId"))));

export default app;
