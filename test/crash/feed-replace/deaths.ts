import { setTimeout } from "node:timers/promises";

import { type RawWorkerd, startRawWorkerd } from "../../harness/raw-workerd.ts";

/** A server that is killed and started again over what it has stored. */
export class Mortal {
  readonly #start: () => Promise<RawWorkerd>;
  #server: RawWorkerd;
  #isDead = false;

  private constructor(start: () => Promise<RawWorkerd>, server: RawWorkerd) {
    this.#start = start;
    this.#server = server;
  }

  static async born(configPath: string, stateFolder: string): Promise<Mortal> {
    const start = () => startRawWorkerd({ configPath, stateFolder });
    return new Mortal(start, await start());
  }

  get url(): string {
    return this.#server.url;
  }

  async die(): Promise<void> {
    this.#isDead = true;
    await this.#server.stop("SIGKILL");
  }

  /** Dies so much later. */
  async dieAfter(milliseconds: number): Promise<void> {
    await setTimeout(milliseconds);
    await this.die();
  }

  async rise(): Promise<void> {
    if (!this.#isDead) throw new Error("it answered before it was to die");
    this.#server = await this.#start();
    this.#isDead = false;
  }

  /** The answer to what was sent; undefined when it died before there was one. */
  async answer<Answer>(sent: Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await sent;
    } catch (error) {
      if (!this.#isDead) throw error;
      return undefined;
    }
  }
}
