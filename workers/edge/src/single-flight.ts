/** One run of a job at a time: whoever asks for it meanwhile waits for the one under way. */
export class SingleFlight {
  #underWay: Promise<void> | undefined;

  get isUnderWay(): boolean {
    return this.#underWay !== undefined;
  }

  run(job: () => Promise<void>): Promise<void> {
    this.#underWay ??= job().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  /** Resolves once nothing is under way, however it ended. */
  async idle(): Promise<void> {
    await this.#underWay?.catch(() => undefined);
  }
}
