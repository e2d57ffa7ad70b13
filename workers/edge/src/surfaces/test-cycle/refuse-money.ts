import {
  BROWSER_MONEY_LIMIT,
  type CatalogueOutcome,
  type SentTestCycleEvent,
} from "@nextmove/contract";
import { failure, type Failure } from "../../http/problems.ts";

/**
 * Why money that a browser reports is not believed, if it is not: a publishable key is in everybody's
 * hands. What an outcome costs and what is given back only the shop knows.
 */
export const refuseMoney = (
  event: SentTestCycleEvent,
  catalogue: readonly CatalogueOutcome[],
): Failure | undefined => {
  if (event.type !== "outcome") return undefined;
  if (event.cost !== undefined) {
    return failure("value_refused", "costs are taken under a secret key only", "cost");
  }
  const known = catalogue.find(({ outcomeId }) => outcomeId === event.outcomeId);
  const maximum = known?.maximum ?? BROWSER_MONEY_LIMIT;
  if (event.value === undefined || (event.value >= 0 && event.value <= maximum)) return undefined;
  return failure(
    "value_refused",
    `a browser may say 0 to ${maximum}: set the outcome's \`maximum\` in the catalogue, or use a secret key`,
    "value",
  );
};
