/** What gathers for longer was not sent: the request that was to do so was cut off, with its timers. */
const OVERDUE_AFTER_MS = 100;
/** Far more than an object may take; whoever waits longer waits for what was lost. */
const LOST_AFTER_MS = 30_000;

/** Calls an object for some requests. @returns their answers, in order */
export type Send<Answer> = (requests: readonly string[]) => Promise<Answer[]>;

/** The requests of a call as one: each is JSON text. */
export const writeRequests = (requests: readonly string[]): string => `[${requests.join(",")}]`;

interface Waiting<Answer> {
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

/** @returns as many answers as requests */
export const sendAll = async <Answer>(
  requests: readonly string[],
  send: Send<Answer>,
): Promise<[Answer, ...Answer[]]> => {
  const [first, ...others] = await send(requests);
  if (first === undefined || others.length + 1 !== requests.length) {
    throw new Error("an object did not answer as many requests as it was sent");
  }
  return [first, ...others];
};

/**
 * Requests that go to an object in one call.
 *
 * Whoever waits has a promise and a timer of their own: a promise is settled in the context that made it, and
 * without anything under way in its context a request would count as hung.
 */
export class RequestGroup<Answer> {
  readonly about: string;
  readonly sinceMs: number;
  readonly #requests: string[] = [];
  readonly #waiting: Waiting<Answer>[] = [];
  readonly #onAnswered: (() => void)[] = [];
  #isSent = false;

  /** @param sinceMs when the first comes, on the machine's clock */
  constructor(about: string, sinceMs: number) {
    this.about = about;
    this.sinceMs = sinceMs;
  }

  get size(): number {
    return this.#requests.length;
  }

  get isSent(): boolean {
    return this.#isSent;
  }

  /** Whether it should have been sent. */
  isOverdue(nowMs: number): boolean {
    return nowMs - this.sinceMs > OVERDUE_AFTER_MS;
  }

  /** @param sendOverdue sends the group, for one that waits in vain; absent for the first, who sends it anyway */
  join(request: string, sendOverdue?: () => void): Promise<Answer> {
    this.#requests.push(request);
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.#waiting.push({ resolve, reject });
    // Never cleared, which would cost as much as to set it: a request's timers end with the request.
    setTimeout(() => {
      // Only now: hardly any request is still here, and two timers would cost twice as much.
      setTimeout(
        () => reject(new Error("the call that this request was part of was never answered")),
        LOST_AFTER_MS,
      );
      if (!this.#isSent) sendOverdue?.();
    }, OVERDUE_AFTER_MS);
    return promise;
  }

  /** Sends them, and gives each its answer. */
  async send(send: Send<Answer>): Promise<void> {
    this.#isSent = true;
    try {
      const answers = await sendAll(this.#requests, send);
      for (const [index, answer] of answers.entries()) this.#waiting[index]?.resolve(answer);
    } catch (error) {
      for (const { reject } of this.#waiting) reject(error);
    } finally {
      for (const tell of this.#onAnswered) tell();
    }
  }

  /** Until its call is answered, and so long at the most. */
  async answered(mostMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onAnswered.push(resolve);
    const timer = setTimeout(resolve, mostMs);
    await promise;
    clearTimeout(timer);
  }
}
