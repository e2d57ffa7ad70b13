import type { CaseSettings } from "@nextmove/contract";
import { SettingsReader, settingsText } from "../settings-text.ts";
import type { CaseCall, Verb } from "./calls.ts";
import type { EventText } from "../../decision-log/event-log.ts";

// Calls to a shard travel as JSON text: structured clone of the same objects costs about twice the
// time on both sides.

/** A call without the settings. */
type Rest = Omit<CaseCall, "settings">;

interface Request {
  verb: Verb;
  rest: Rest;
  items: readonly unknown[];
}

/** One of the requests of `DecisionShard.serve`, and the settings of its case. */
export const writeRequest = (
  verb: Verb,
  { settings, ...rest }: CaseCall,
  items: readonly unknown[],
): { about: string; request: string } => ({
  about: settingsText(settings),
  request: JSON.stringify({ verb, rest, items } satisfies Request),
});

/** An `Adopted` whose body is the text that it was stored as. */
export type AdoptedText = Pick<EventText, "queryId" | "body">;

/** What `DecisionShard.adopt` takes up: the texts of the bodies as they are, to print them anew takes time. */
export const writeAdopted = (decisions: readonly AdoptedText[]): string =>
  `[${decisions
    .map(({ queryId, body }) => `{"queryId":${JSON.stringify(queryId)},"body":${body}}`)
    .join(",")}]`;

export class CallReader {
  readonly #settings = new SettingsReader<CaseSettings>();

  /** The calls and their items, whose type the caller knows: nobody else writes these texts. */
  read(settings: string, requests: string): (Omit<Request, "rest"> & { call: CaseCall })[] {
    const read = JSON.parse(requests) as Request[];
    return read.map(({ verb, rest, items }) => ({
      verb,
      call: { settings: this.#settings.read(settings), ...rest },
      items,
    }));
  }
}
