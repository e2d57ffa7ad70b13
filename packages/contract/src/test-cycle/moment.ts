import { z } from "zod";
import { clientTime } from "../identifiers.ts";

/** Without a zone UTC is meant. */
const HAS_ZONE = /(?:Z|[+-]\d\d:?\d\d)$/i;

/** A moment as ISO 8601, or as ms since 1970; ms since 1970 in the end. */
export const moment = z.union(
  [
    z.iso
      .datetime({ offset: true, local: true })
      .transform((text) => Date.parse(HAS_ZONE.test(text) ? text : `${text}Z`))
      .pipe(clientTime),
    clientTime,
  ],
  "must be a time in ISO 8601, or in milliseconds since 1970",
);
