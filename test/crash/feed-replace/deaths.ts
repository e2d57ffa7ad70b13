import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

import { type RawWorkerd, startRawWorkerd } from "../../harness/raw-workerd.ts";
import { administer } from "../administer.ts";

/** A server that is killed and started again over what it has stored. */
export class Mortal {
  readonly #folder: string;
  readonly #start: () => Promise<RawWorkerd>;
  #server: RawWorkerd;
  #isDead = false;

  private constructor(folder: string, start: () => Promise<RawWorkerd>, server: RawWorkerd) {
    this.#folder = folder;
    this.#start = start;
    this.#server = server;
  }

  /** With one case, which is new. */
  static async born(configPath: string, caseId: string): Promise<Mortal> {
    const folder = mkdtempSync(join(tmpdir(), `nextmove-${caseId}-`));
    const start = () => startRawWorkerd({ configPath, stateFolder: join(folder, "state") });
    const server = await start();
    await administer(server.url, "PUT", `/v3/cases/${caseId}`, {});
    return new Mortal(folder, start, server);
  }

  get url(): string {
    return this.#server.url;
  }

  async die(): Promise<void> {
    this.#isDead = true;
    await this.#server.stop("SIGKILL");
  }

  /** Dies for ever: what it has stored is gone, too. */
  async end(): Promise<void> {
    await this.die();
    rmSync(this.#folder, { recursive: true });
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
