import type { TestCycleEvent } from "@nextmove/contract";

/** A dialog that a model asked for, as far as it came. */
export interface Assistance {
  isTriggered: boolean;
  isOffered: boolean;
  /** What the visitor chose, e.g. `chat`; undefined: not accepted. */
  channel: string | undefined;
  /** When an agent began; undefined: none did. */
  startedAt: number | undefined;
}

const begun = (): Assistance => ({
  isTriggered: false,
  isOffered: false,
  channel: undefined,
  startedAt: undefined,
});

/**
 * A visitor's assistances by id. Clients that know one per session give it the id "".
 *
 * @param events in order of time
 */
export const assistancesOf = (events: readonly TestCycleEvent[]): Map<string, Assistance> => {
  const assistances = new Map<string, Assistance>();
  for (const event of events) {
    if (event.type === "model_assigned" || event.type === "outcome") continue;
    const assistance = assistances.get(event.assistanceId) ?? begun();
    assistances.set(event.assistanceId, assistance);
    // Whoever is offered was picked, and whoever accepts was offered, whether or not that was told.
    switch (event.type) {
      case "assistance_triggered":
        assistance.isTriggered = true;
        assistance.isOffered ||= event.assistanceOffered;
        break;
      case "offer_accepted":
        assistance.isTriggered = true;
        assistance.isOffered = true;
        assistance.channel ??= event.userSelectionId;
        break;
      case "assistance_started":
        assistance.isTriggered = true;
        assistance.startedAt ??= event.at;
        break;
    }
  }
  return assistances;
};
