import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";

// A parent that starts a group as wrangler.ts does: a program, and what that one starts in turn.
// All write to one pipe, which therefore closes once all of them are gone.
const IDLE = "setInterval(() => {}, 1000)";
const HEAD = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(IDLE)}], { stdio: "inherit" }); process.send("started"); ${IDLE}`;
const PARENT = `
  const head = require("node:child_process").spawn(
    process.execPath,
    ["--import", ${JSON.stringify(new URL("die-with-parent.ts", import.meta.url).href)}, "-e", ${JSON.stringify(HEAD)}],
    { detached: true, stdio: ["ignore", "inherit", "inherit", "ipc"] },
  );
  head.once("message", () => console.log("ready"));
`;

it("ends a whole process group when the parent is killed without a word", async () => {
  const parent = spawn(process.execPath, ["-e", PARENT], { stdio: ["ignore", "pipe", "inherit"] });
  const closed = once(parent, "close");
  const [line] = await once(createInterface(parent.stdout), "line");
  expect(line).toBe("ready");
  parent.kill("SIGKILL");
  expect(await closed).toEqual([null, "SIGKILL"]);
});
