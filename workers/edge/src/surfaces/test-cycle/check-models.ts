import { LIVE_MODEL, type PeriodSettings } from "@nextmove/contract";
import { failure, type Failure } from "../../http/problems.ts";

/**
 * Why a case cannot be decided by a period's models, if it cannot. What the case does not know would
 * show the shop's own order: right for what all is compared with, a slip of the pen for all others.
 *
 * @param versions ids of the case's versions
 */
export const refuseModels = (
  models: PeriodSettings["models"],
  versions: readonly string[],
): Failure | undefined => {
  const place = models.findIndex(
    ({ modelId, role }) =>
      role !== "reference" && modelId !== LIVE_MODEL && !versions.includes(modelId),
  );
  return place < 0
    ? undefined
    : failure(
        "unknown_model",
        "the case has no such version; POST /v3/cases/{case_id}/models makes one, and `live` is what it decides by now",
        `models.${place}.modelId`,
      );
};
