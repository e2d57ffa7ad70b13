import type { TestCycleReport } from "@nextmove/contract";
import { type Context, Hono } from "hono";
import { accepts } from "hono/accepts";
import { now } from "../../clock.ts";
import { type App, door, NO_BODY } from "../request/door.ts";
import { failure } from "../../http/problems.ts";
import { refuse } from "../../http/respond.ts";
import { readReport } from "../../test-cycle/report/read-report.ts";
import { reportCsv } from "../../test-cycle/csv/report-csv.ts";
import { PAGE_POLICY, reportPage } from "../../test-cycle/page/report-page.ts";
import { ownAccount } from "../request/own-account.ts";
import { findPeriod } from "./find-period.ts";

const TYPES = { json: "application/json", csv: "text/csv", html: "text/html" } as const;
type Format = keyof typeof TYPES;

/** `?format=` decides, else what is accepted; undefined: a format there is not. */
const formatOf = (context: Context<App>): Format | undefined => {
  const formats = Object.keys(TYPES) as Format[];
  const named = context.req.query("format");
  if (named !== undefined) return formats.find((format) => format === named);
  const preferred = accepts(context, {
    header: "Accept",
    supports: Object.values(TYPES),
    default: TYPES.json,
  });
  return formats.find((format) => TYPES[format] === preferred);
};

const written = async (
  context: Context<App>,
  report: TestCycleReport,
  format: Format,
): Promise<Response> => {
  // Figures of a running test are of the moment, and nobody else's.
  context.header("cache-control", "private, no-store");
  context.header("vary", "Accept");
  switch (format) {
    case "json":
      return context.json(report);
    case "csv":
      context.header("content-disposition", `attachment; filename="${report.periodId}.csv"`);
      return context.body(reportCsv(report), 200, { "content-type": "text/csv; charset=utf-8" });
    case "html":
      context.header("content-security-policy", PAGE_POLICY);
      return context.html(await reportPage(report));
  }
};

const get = async (context: Context<App>): Promise<Response> => {
  const format = formatOf(context);
  if (!format) return refuse(context, failure("invalid_body", "is json, csv or html", "format"));
  const found = await findPeriod(context);
  if (!found.ok) return refuse(context, found.error);
  const { account, stub } = ownAccount(context);
  const report = await readReport(context.env, account, found.value, stub, now());
  return written(context, report, format);
};

/** What the models of a period came to. */
export const reports = new Hono<App>().get(
  "/test-cycle/periods/:period_id/report",
  door(["secret", "admin"], NO_BODY),
  get,
);
