import { caseSettings, type FeedProblem, type FeedProblems } from "@nextmove/contract";
import { Hono } from "hono";
import { expect, it, onTestFinished, vi } from "vitest";
import type { App } from "../request/door.ts";
import { feedReport } from "./feed-views.ts";

const account = {
  account: "views",
  cases: [{ caseId: "c", settings: caseSettings.parse({}), epochs: [], deleted: false }],
};
const app = new Hono<App>()
  .use(async (context, next) => {
    context.set("principal", { account } as unknown as App["Variables"]["principal"]);
    await next();
  })
  .get("/:case_id/report", feedReport);

/** The report as a table, of a catalogue with these stretches of problems; then it fails. */
const csvOf = async (stretches: readonly FeedProblems[]): Promise<string> => {
  const left = [...stretches];
  const problems = async () => {
    const [stretch] = left.splice(0, 1);
    if (!stretch) throw new Error("the catalogue was moved");
    return stretch;
  };
  const env = {
    ACCOUNT: { getByName: () => ({ snapshot: async () => account }) },
    CATALOG: { getByName: () => ({ problems }) },
  };
  return (await app.request("/c/report?format=csv", {}, env)).text();
};

const problem: FeedProblem = {
  line: 7,
  part: 2,
  id: "a,b",
  code: "no_title",
  message: "has no title",
  severity: "rejected",
};
const stretch = (cursor: string | null): FeedProblems => ({
  status: 1,
  feed_id: "feed-1",
  problems: [problem],
  cursor,
});

it("lists the problems of a feed as a table, stretch after stretch, with the parts they are in", async () => {
  const row = '7,"a,b",,no_title,rejected,has no title,2\r\n';
  expect(await csvOf([stretch("1"), stretch(null)])).toBe(
    `line,id,field,code,severity,message,part\r\n${row}${row}`,
  );
});

it("breaks off when the rest of them cannot be had: half is not all", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  onTestFinished(() => log.mockRestore());
  await expect(csvOf([stretch("1")])).rejects.toThrow("the catalogue was moved");
});
