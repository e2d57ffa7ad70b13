import type { Failure } from "../../http/problems.ts";
import type { Result } from "../../result.ts";
import { SettingsReader, settingsText } from "../settings-text.ts";
import type { Recommended, RecommendItem } from "./calls.ts";

// Lists travel as JSON text for the reason that decisions do: see decision-shard/call-text.ts.

/** A request without the settings. */
type Rest = Omit<RecommendItem, "settings">;

/** The arguments of `Catalog.serveList`. */
export const writeListCall = ({
  settings,
  ...rest
}: RecommendItem): [settings: string, request: string] => [
  settingsText(settings),
  JSON.stringify(rest satisfies Rest),
];

export class ListCallReader {
  readonly #settings = new SettingsReader<RecommendItem["settings"]>();

  read(settings: string, request: string): RecommendItem {
    const rest = JSON.parse(request) as Rest;
    return { settings: this.#settings.read(settings), ...rest };
  }
}

export const writeList = (recommended: Result<Recommended, Failure>): string =>
  JSON.stringify(recommended);

export const readList = (text: string): Result<Recommended, Failure> =>
  JSON.parse(text) as Result<Recommended, Failure>;
