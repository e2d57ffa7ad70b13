import { BATCH_BODY_LIMIT_BYTES, BODY_LIMIT_BYTES } from "@nextmove/contract";
import { afterEach, describe, it } from "vitest";

import { type Route, ROUTES } from "./routes.ts";
import { insistOnHealth, insistOnManners, serverUnderFire } from "./server-under-fire.ts";

const server = await serverUnderFire();
afterEach(() => insistOnHealth(server));

const filled = (part: string, bytes: number) => part.repeat(Math.floor(bytes / part.length));

const isBatch = ({ path }: Route) => path.endsWith("/batch");
/** Every route with as much as it takes; of the batches one, as they share their reader. */
const TARGETS: readonly [Route, number][] = [
  ...ROUTES.filter((route) => !isBatch(route)).map((route): [Route, number] => [
    route,
    BODY_LIMIT_BYTES,
  ]),
  ...ROUTES.filter(isBatch)
    .slice(0, 1)
    .map((route): [Route, number] => [route, BATCH_BODY_LIMIT_BYTES]),
];

describe("texts made to be slow to read", () => {
  it.each([
    ["quotes", (bytes: number) => filled('"', bytes)],
    ["escaped quotes that never end", (bytes: number) => `"${filled('\\"', bytes - 1)}`],
    ["backslashes", (bytes: number) => filled("\\", bytes)],
    ["commas", (bytes: number) => filled(",", bytes)],
    ["commas before white space", (bytes: number) => filled(",      ", bytes)],
    ["one comma before white space", (bytes: number) => `,${filled(" ", bytes - 1)}`],
    ["digits", (bytes: number) => filled("9", bytes)],
    ["brackets in pairs", (bytes: number) => filled("[]", bytes)],
    ["keys that are the same", (bytes: number) => `{${filled('"a":1,', bytes - 2)}}`],
    ["keys that are numbers", numbered],
  ])("cost no more than they weigh: %s", async (_, make) => {
    // The sender gives up on a server that thinks for longer than it has patience.
    for (const [route, limit] of TARGETS) {
      insistOnManners(await server.sendTo(route, make(limit)));
    }
  });
});

/** Members in descending order of integer keys, which engines keep sorted. */
function numbered(bytes: number): string {
  const count = Math.floor(bytes / 12);
  return `{${Array.from({ length: count }, (_, index) => `"${count - index}":0`).join(",")}}`;
}
