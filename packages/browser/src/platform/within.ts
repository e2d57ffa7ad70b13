import type { Platform } from "./platform.ts";

/** The result of the work, or `late` when it takes longer. The work must not reject. */
export const within = <Result, Late = undefined>(
  platform: Pick<Platform, "runAfter">,
  limitMs: number,
  work: Promise<Result>,
  late?: Late,
): Promise<Result | Late> =>
  new Promise((resolve) => {
    const cancel = platform.runAfter(limitMs, () => resolve(late as Late));
    void work.then(resolve).finally(cancel);
  });
