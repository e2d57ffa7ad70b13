import { LIVE_MODEL, type ModelSettings } from "@nextmove/contract";
import { continueFrom } from "@nextmove/engine";
import { failure, type Failure } from "../../http/problems.ts";
import { fail, ok, type Result } from "../../result.ts";
import { branch } from "./lineage.ts";
import type { LiveLine } from "./live-line.ts";
import type { Version } from "./version-storage.ts";
import { unknownModel, type Versions } from "./versions.ts";

/** What was live is kept to roll back to: this many of the latest. */
const MOST_ROLLBACK_POINTS = 5;

export interface Activation {
  id: string;
  /** Also when live goes on from this version already. */
  again: boolean;
  /** How the live line decides until now. */
  replacing: ModelSettings;
  /** Rollback points that must stay: a period uses them. */
  keep: readonly string[];
}

export interface Activated {
  version: Version;
  /** What was live is kept under this id; null: nothing was done. */
  replaced: string | null;
  /** Whether the case's settings have followed, which the caller sees to. */
  isSettled: boolean;
}

/** Lets the live line go on from a version, and keeps what it was as a version to roll back to. */
export const activate = (
  live: LiveLine,
  versions: Versions,
  { id, again, replacing, keep }: Activation,
  now: number,
): Result<Activated, Failure> => {
  const version = versions.get(id);
  if (!version) return fail(unknownModel(id));
  if (live.origin?.from === id && !again) {
    return ok({ version, replaced: null, isSettled: live.origin.isSettled });
  }
  const line = versions.line(version);
  const { dimension, halfLifeMs } = live.learner.options;
  const made = line.learner.options;
  if (made.dimension !== dimension || made.halfLifeMs !== halfLifeMs) {
    const message =
      "it was made under another dimension or half_life_days; set the case's to those";
    return fail(failure("model_conflict", message));
  }
  const cursors = live.storage.cursors();
  const { id: replaced } = versions.create(
    live.line,
    { name: LIVE_MODEL, learns: "none", warmStart: 1, settings: replacing, isRollbackPoint: true },
    cursors,
    now,
  );
  const lineage = branch(line.lineage, cursors, now, 1, "all");
  const origin = { from: id, activatedAt: now, isSettled: false, lineage };
  live.replace(continueFrom(live.learner, line.learner), origin);
  const points = versions.list().filter(({ isRollbackPoint }) => isRollbackPoint);
  for (const point of points.slice(0, -MOST_ROLLBACK_POINTS)) {
    if (point.id !== id && !keep.includes(point.id)) versions.delete(point.id);
  }
  return ok({ version, replaced, isSettled: false });
};
