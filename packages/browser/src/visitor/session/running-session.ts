import type { Session } from "../../api.ts";
import { isRecord } from "../../plain/shape.ts";

/** A session as it is kept between pages. */
export interface RunningSession {
  readonly session: Session;
  /** Its last event, ms since 1970. */
  readonly lastAt: number;
  /** The campaign that brought the visitor, as its address named it. */
  readonly campaign?: string | undefined;
}

export const isRunning = (value: unknown): value is RunningSession =>
  isRecord(value) && isRecord(value["session"]);
