import { readFileSync } from "node:fs";

/** Of a second; Linux has told processes so since 2.4, whatever its own clock does. */
const TICKS = 100;
/** Places of a process's time in user mode and in the kernel, behind its name in brackets. */
const [USER, SYSTEM] = [11, 12];

/** What a process has used of processors since it began, ms: other work on the machine is no part of it. */
export function processorMs(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return ((Number(fields[USER]) + Number(fields[SYSTEM])) * 1000) / TICKS;
}
