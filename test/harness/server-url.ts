import { inject } from "vitest";

/** Where the server of the worker that runs this file listens. */
export function serverUrl(): string {
  const url = inject("serverUrls")[Number(process.env["VITEST_POOL_ID"]) - 1];
  if (url === undefined) throw new Error("This suite has no server for each worker");
  return url;
}
