import { caseStatus, type Delivery } from "@nextmove/contract";
import { expect } from "vitest";

import { eventually } from "../visit/eventually.ts";

/** What the edge says that it has of the events that browsers numbered, since this was opened. */
export type DeliveryReport = {
  /**
   * Waits until the edge has this many events, each counted once however often it came, and none is
   * missing; what browsers gave up on was reported to it, by reason.
   */
  reaches(received: number, dropped?: Delivery["dropped"]): Promise<void>;
};

const ADMIN = { authorization: "Bearer ak_test_demo" };

/** Asks the Worker itself, so that the calls of a front are the browser's alone. */
export async function openDelivery(
  { edgeUrl }: { edgeUrl: string },
  caseId = "shop",
): Promise<DeliveryReport> {
  const read = async (): Promise<Delivery> => {
    const response = await fetch(`${edgeUrl}/v3/cases/${caseId}/status`, { headers: ADMIN });
    expect(response.status).toBe(200);
    return caseStatus.parse(await response.json()).delivery;
  };
  const opening = await read();
  return {
    async reaches(received, dropped = {}) {
      await eventually(read).toEqual({
        received: opening.received + received,
        missing: opening.missing,
        dropped: added(opening.dropped, dropped),
      });
    },
  };
}

function added(to: Delivery["dropped"], more: Delivery["dropped"]): Delivery["dropped"] {
  const both = [...Object.entries(to), ...Object.entries(more)];
  return both.reduce<Record<string, number>>(
    (sums, [reason, count]) => ({ ...sums, [reason]: (sums[reason] ?? 0) + count }),
    {},
  );
}
