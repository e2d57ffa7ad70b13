/** Values in memory up to some bytes: the least recently used go first, the one used last stays. */
export class RecentlyUsed<Value> {
  readonly #bytesOf: (value: Value) => number;
  readonly #limitBytes: number;
  /** Least recently used first. */
  readonly #values = new Map<string, Value>();

  constructor(limitBytes: number, bytesOf: (value: Value) => number) {
    this.#limitBytes = limitBytes;
    this.#bytesOf = bytesOf;
  }

  /** The value, which counts as used. */
  get(key: string): Value | undefined {
    const value = this.#values.get(key);
    if (value === undefined) return undefined;
    this.#values.delete(key);
    this.#values.set(key, value);
    return value;
  }

  /** The value, which does not count as used. */
  peek(key: string): Value | undefined {
    return this.#values.get(key);
  }

  /** Keeps a value, and drops others when they are too many; also when a value that is kept has grown. */
  set(key: string, value: Value): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    let bytes = 0;
    for (const each of this.#values.values()) bytes += this.#bytesOf(each);
    for (const [other, each] of this.#values) {
      if (bytes <= this.#limitBytes || other === key) return;
      this.#values.delete(other);
      bytes -= this.#bytesOf(each);
    }
  }

  delete(key: string): void {
    this.#values.delete(key);
  }

  entries(): [string, Value][] {
    return [...this.#values];
  }
}
