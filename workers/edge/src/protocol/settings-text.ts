// Settings travel with every call and hardly ever change: they are written once, and read once.

const written = new WeakMap<object, string>();

/** Settings as JSON, written once for each object. */
export const settingsText = (settings: object): string => {
  const known = written.get(settings);
  if (known !== undefined) return known;
  const text = JSON.stringify(settings);
  written.set(settings, text);
  return text;
};

/** Reads settings only when they are others than the last time. */
export class SettingsReader<Settings> {
  #text = "";
  #settings: Settings | null = null;

  /** What `settingsText` wrote of such settings: nobody else writes these texts. */
  read(text: string): Settings {
    if (text === this.#text && this.#settings) return this.#settings;
    this.#settings = JSON.parse(text) as Settings;
    this.#text = text;
    return this.#settings;
  }
}
