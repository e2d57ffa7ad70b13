import { BATCH_BODY_LIMIT_BYTES, BODY_LIMIT_BYTES } from "@nextmove/contract";
import { afterEach, describe, it } from "vitest";

import { ROUTES } from "./routes.ts";
import { insistOnHealth, insistOnManners, serverUnderFire } from "./server-under-fire.ts";

const server = await serverUnderFire();
afterEach(() => insistOnHealth(server));

const filled = (part: string, bytes: number) => part.repeat(Math.floor(bytes / part.length));

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
    for (const route of ROUTES) {
      const limit = route.path.endsWith("/batch") ? BATCH_BODY_LIMIT_BYTES : BODY_LIMIT_BYTES;
      insistOnManners(await server.sendTo(route, make(limit)));
    }
  });
});

/** Members in descending order of integer keys, which engines keep sorted. */
function numbered(bytes: number): string {
  const count = Math.floor(bytes / 12);
  return `{${Array.from({ length: count }, (_, index) => `"${count - index}":0`).join(",")}}`;
}
