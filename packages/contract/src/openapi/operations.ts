import { adminOperations } from "../admin/operations.ts";
import { authOperations } from "../auth/operations.ts";
import { collectOperations } from "../collect/operations.ts";
import { exportOperations } from "../export/operations.ts";
import { feedOperations } from "../feed/operations.ts";
import { nbaOperations } from "../nba/operations.ts";
import { recommendationOperations } from "../recommendation/operations.ts";
import { sinkOperations } from "../sinks/operations.ts";
import { testCycleOperations } from "../test-cycle/operations.ts";
import type { Operation } from "../operation.ts";

/** All that the API does. A test of the Worker holds it against the routes there are. */
export const operations: readonly Operation[] = [
  ...nbaOperations,
  ...recommendationOperations,
  ...collectOperations,
  ...feedOperations,
  ...adminOperations,
  ...exportOperations,
  ...sinkOperations,
  ...testCycleOperations,
  ...authOperations,
];
