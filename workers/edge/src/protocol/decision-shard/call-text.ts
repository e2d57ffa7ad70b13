import type { CaseSettings } from "@nextmove/contract";
import { SettingsReader, settingsText } from "../settings-text.ts";
import type { CaseCall } from "./calls.ts";
import type { EventText } from "../../decision-log/event-log.ts";

// Calls to a shard travel as JSON text: structured clone of the same objects costs about twice the
// time on both sides.

/** A call without the settings. */
type Rest = Omit<CaseCall, "settings">;

/** The arguments of `DecisionShard.serve`. */
export const writeCall = (
  { settings, ...rest }: CaseCall,
  items: readonly unknown[],
): [settings: string, request: string] => [
  settingsText(settings),
  JSON.stringify({ rest, items } satisfies { rest: Rest; items: readonly unknown[] }),
];

/** An `Adopted` whose body is the text that it was stored as. */
export type AdoptedText = Pick<EventText, "queryId" | "body">;

/** What `DecisionShard.adopt` takes up: the texts of the bodies as they are, to print them anew takes time. */
export const writeAdopted = (decisions: readonly AdoptedText[]): string =>
  `[${decisions
    .map(({ queryId, body }) => `{"queryId":${JSON.stringify(queryId)},"body":${body}}`)
    .join(",")}]`;

export class CallReader {
  readonly #settings = new SettingsReader<CaseSettings>();

  /** The call and its items, whose type the caller knows: nobody else writes these texts. */
  read(settings: string, request: string): { call: CaseCall; items: unknown[] } {
    const { rest, items } = JSON.parse(request) as { rest: Rest; items: unknown[] };
    return { call: { settings: this.#settings.read(settings), ...rest }, items };
  }
}
