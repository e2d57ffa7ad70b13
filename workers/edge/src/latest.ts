/**
 * Values by key, of which those used last are kept, in two halves: the older goes as a whole when the newer is full. A
 * Map that loses its first entry for each new one takes microseconds to find it: it passes all that were there before.
 */
export class Latest<Key, Value extends {}> {
  readonly #mostOfHalf: number;
  readonly #weightOf: (value: Value) => number;
  #newer = new Map<Key, Value>();
  #older = new Map<Key, Value>();
  /** Of the newer half. */
  #weight = 0;

  /**
   * @param most that all may weigh together, but for what they have grown by since they were used first; of what was
   *   used last half as much is always there
   * @param weightOf what a value weighs now: how it grows is to be told by `grow`
   */
  constructor(most: number, weightOf: (value: Value) => number = () => 1) {
    this.#mostOfHalf = most / 2;
    this.#weightOf = weightOf;
  }

  /** The value, which counts as used. */
  get(key: Key): Value | undefined {
    const newer = this.#newer.get(key);
    if (newer !== undefined) return newer;
    const older = this.#older.get(key);
    if (older !== undefined) this.#add(key, older);
    return older;
  }

  has(key: Key): boolean {
    return this.#newer.has(key) || this.#older.has(key);
  }

  set(key: Key, value: Value): void {
    this.delete(key);
    this.#add(key, value);
  }

  /** A value that was just used weighs so much more. */
  grow(weight: number): void {
    this.#weight += weight;
  }

  delete(key: Key): void {
    const newer = this.#newer.get(key);
    if (newer !== undefined) this.#weight -= this.#weightOf(newer);
    this.#newer.delete(key);
    this.#older.delete(key);
  }

  clear(): void {
    this.#newer.clear();
    this.#older.clear();
    this.#weight = 0;
  }

  #add(key: Key, value: Value): void {
    if (this.#weight >= this.#mostOfHalf) {
      this.#older = this.#newer;
      this.#newer = new Map();
      this.#weight = 0;
    }
    this.#newer.set(key, value);
    this.#weight += this.#weightOf(value);
  }
}
