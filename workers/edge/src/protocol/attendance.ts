/**
 * How many requests for one object are here, each from its coming to its answer. Whoever was answered asks
 * again, as a rule: as many as were here together lately may come. Those whose answer was lost stay, in both numbers.
 */
export class Attendance {
  #here = 0;
  #lately = 0;

  /** A request came. */
  came(): void {
    this.#here += 1;
    this.#lately = Math.max(this.#lately, this.#here);
  }

  /** So many were answered. */
  left(requests: number): void {
    this.#here -= requests;
  }

  /** Whether as many are here as lately: no more are likely to come. */
  get isComplete(): boolean {
    return this.#here >= this.#lately;
  }

  /** Some were waited for in vain: half of them are not waited for again. */
  forgetSome(): void {
    this.#lately = this.#here + Math.floor((this.#lately - this.#here) / 2);
  }
}
