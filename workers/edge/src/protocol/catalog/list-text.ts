import { SettingsReader, settingsText } from "../settings-text.ts";
import type { RecommendItem } from "./calls.ts";

// Lists travel as JSON text for the reason that decisions do: see decision-shard/call-text.ts.

/** A request without the settings. */
type Rest = Omit<RecommendItem, "settings">;

/** One of the requests of `Catalog.serveLists`, and the settings that it is made by. */
export const writeListRequest = ({
  settings,
  ...rest
}: RecommendItem): { about: string; request: string } => ({
  about: settingsText(settings),
  request: JSON.stringify(rest satisfies Rest),
});

export class ListCallReader {
  readonly #settings = new SettingsReader<RecommendItem["settings"]>();

  read(settings: string, requests: string): RecommendItem[] {
    const read = JSON.parse(requests) as Rest[];
    return read.map((rest) => ({ settings: this.#settings.read(settings), ...rest }));
  }
}
