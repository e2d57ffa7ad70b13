import type { FeedRefusal, FeedResponse } from "@nextmove/contract";

const count = (n: number, one: string, many: string): string =>
  `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

const place = (line: number, id: string | undefined): string =>
  id === undefined ? `line ${line}` : `line ${line} (${JSON.stringify(id)})`;

/** What became of a feed, for a person. */
export const formatReport = (report: FeedResponse | FeedRefusal): string => {
  const { received, accepted, rejected, inserted, updated, deleted, errors, codes } = report;
  const outcome = [
    `${count(received, "product", "products")} received`,
    `${accepted.toLocaleString("en")} accepted`,
    `${rejected.toLocaleString("en")} rejected`,
  ];
  const change = [`${inserted} new`, `${updated} known`, `${deleted} gone`];
  const dry = report.validate_only ? " (nothing was changed)" : "";
  const problems = errors.map(
    ({ line, id, severity, code, message }) =>
      `  ${place(line, id)}: ${severity === "warning" ? "warning, " : ""}${code}: ${message}`,
  );
  const shown = errors.length;
  const all = Object.values(codes).reduce((sum, each) => sum + each, 0);
  return [
    `${report.format}: ${outcome.join(", ")}`,
    `${change.join(", ")}${dry}`,
    ...problems,
    ...(all > shown ? [`  and ${all - shown} more: GET /v3/feed/{case_id}/report`] : []),
  ].join("\n");
};
