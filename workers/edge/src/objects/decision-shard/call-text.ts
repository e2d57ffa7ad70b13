import type { CaseSettings } from "@nextmove/contract";
import type { CaseCall } from "./calls.ts";

// Calls to a shard travel as JSON text: structured clone of the same objects costs about twice the
// time on both sides, and the settings, the same in every call, are written and read once.

/** What of a call is not settings. */
type Rest = Omit<CaseCall, "settings">;

const written = new WeakMap<CaseSettings, string>();

const settingsText = (settings: CaseSettings): string => {
  const known = written.get(settings);
  if (known !== undefined) return known;
  const text = JSON.stringify(settings);
  written.set(settings, text);
  return text;
};

/** The arguments of `DecisionShard.serve`. */
export const writeCall = (
  { settings, ...rest }: CaseCall,
  items: readonly unknown[],
): [settings: string, request: string] => [
  settingsText(settings),
  JSON.stringify({ rest, items } satisfies { rest: Rest; items: readonly unknown[] }),
];

/** Reads calls, and the settings only when they are others than the last time. */
export class CallReader {
  /** As the last call had them; empty before the first. */
  settingsText = "";
  #settings: CaseSettings | null = null;

  /** The call and its items, which the caller knows the type of: nobody else writes these texts. */
  read(settings: string, request: string): { call: CaseCall; items: unknown[] } {
    if (settings !== this.settingsText || !this.#settings) {
      this.#settings = JSON.parse(settings) as CaseSettings;
      this.settingsText = settings;
    }
    const { rest, items } = JSON.parse(request) as { rest: Rest; items: unknown[] };
    return { call: { settings: this.#settings, ...rest }, items };
  }
}
