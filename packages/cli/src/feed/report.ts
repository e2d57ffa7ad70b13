import type { FeedProblem, FeedRefusal, FeedResponse } from "@nextmove/contract";

const count = (n: number, one: string, many: string): string =>
  `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

const place = ({ part, line, id }: FeedProblem): string =>
  [
    ...(part === undefined ? [] : [`part ${part},`]),
    `line ${line}`,
    ...(id === undefined ? [] : [`(${JSON.stringify(id)})`]),
  ].join(" ");

/** What became of a feed, for a person. */
export const formatReport = (report: FeedResponse | FeedRefusal): string => {
  const { received, accepted, rejected, inserted, updated, deleted, errors, codes } = report;
  const outcome = [
    `${count(received, "product", "products")} received`,
    `${accepted.toLocaleString("en")} accepted`,
    `${rejected.toLocaleString("en")} rejected`,
  ];
  const change = `${inserted} new, ${updated} known, ${deleted} gone`;
  // In an update, what came before its fault was applied.
  const isUnchanged = report.validate_only || (report.status === 0 && report.kind === "replace");
  const problems = errors.map(
    (problem) =>
      `  ${place(problem)}: ${problem.severity === "warning" ? "warning, " : ""}${problem.code}: ${problem.message}`,
  );
  const shown = errors.length;
  const all = Object.values(codes).reduce((sum, each) => sum + each, 0);
  return [
    `${report.format}: ${outcome.join(", ")}`,
    isUnchanged ? `nothing was changed; it would be ${change}` : change,
    ...problems,
    ...(all > shown ? [`  and ${all - shown} more: GET /v3/feed/{case_id}/report`] : []),
  ].join("\n");
};
