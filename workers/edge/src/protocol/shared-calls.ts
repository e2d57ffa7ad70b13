import { Company } from "../company.ts";
import { RecentlyUsed } from "../recently-used.ts";

/** How long a request waits for others: as a rule less than the way to the object. */
const GATHER_MS = 1;
/** An object does one thing at a time: between full calls it answers others. */
const MOST_REQUESTS = 50;
/** Far more than an object may take; whoever waits longer waits for what was lost. */
const LOST_AFTER_MS = 30_000;
/** Objects of which an isolate remembers whether requests for them come together. */
const MOST_OBJECTS = 1_000;

/** Calls an object for some requests. @returns their answers, in order */
export type Send<Answer> = (requests: readonly string[]) => Promise<Answer[]>;

/** Goes on with some work after the answer, see `ExecutionContext.waitUntil`. */
export type Afterwards = (work: Promise<void>) => void;

interface Waiting<Answer> {
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

/** Requests that go to an object in one call, which is the first one's. */
class Group<Answer> {
  readonly about: string;
  readonly #requests: string[];
  readonly #waiting: Waiting<Answer>[] = [];

  constructor(about: string, first: string) {
    this.about = about;
    this.#requests = [first];
  }

  get size(): number {
    return this.#requests.length;
  }

  /**
   * Each request has a promise and a timer of its own: a promise is settled in the context that made it, and
   * without anything under way in its context a request would count as hung.
   */
  async join(request: string): Promise<Answer> {
    this.#requests.push(request);
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.#waiting.push({ resolve, reject });
    const lost = setTimeout(
      () => reject(new Error("the call that this request was part of was never answered")),
      LOST_AFTER_MS,
    );
    try {
      return await promise;
    } finally {
      clearTimeout(lost);
    }
  }

  /** @returns the answer to the first */
  async send(send: Send<Answer>): Promise<Answer> {
    try {
      const [own, ...others] = await sendAll(this.#requests, send);
      for (const [index, answer] of others.entries()) this.#waiting[index]?.resolve(answer);
      return own;
    } catch (error) {
      for (const { reject } of this.#waiting) reject(error);
      throw error;
    }
  }
}

/** @returns as many answers as requests */
const sendAll = async <Answer>(
  requests: readonly string[],
  send: Send<Answer>,
): Promise<[Answer, ...Answer[]]> => {
  const [own, ...others] = await send(requests);
  if (own === undefined || others.length + 1 !== requests.length) {
    throw new Error("an object answered fewer requests than it was sent");
  }
  return [own, ...others];
};

/**
 * What the requests of an isolate ask of an object at nearly the same time goes to it in one call: a call
 * costs as much as many decisions do. A request that comes alone does not wait. See docs/decisions/0013.
 */
export class SharedCalls<Answer> {
  readonly #open = new Map<string, Group<Answer>>();
  readonly #companies = new RecentlyUsed<Company>(MOST_OBJECTS, () => 1);

  /**
   * Asks an object, together with others where some come.
   *
   * @param name of the object
   * @param about what a call says once for all of its requests: only those that agree in it go together
   * @param nowMs the machine's time
   */
  async ask(
    {
      name,
      about,
      request,
      nowMs,
    }: { name: string; about: string; request: string; nowMs: number },
    send: Send<Answer>,
    afterwards: Afterwards,
  ): Promise<Answer> {
    const company = this.#companyOf(name);
    const isLikely = company.isLikely(nowMs);
    const open = this.#open.get(name);
    if (open && open.about === about && open.size < MOST_REQUESTS) return open.join(request);
    if (open || !isLikely) return (await sendAll([request], send))[0];
    const group = new Group<Answer>(about, request);
    this.#open.set(name, group);
    const answer = this.#gather(name, group, company).then(() => group.send(send));
    // Others depend on it when whoever asked first has gone.
    afterwards(
      answer.then(
        () => undefined,
        () => undefined,
      ),
    );
    return answer;
  }

  async #gather(name: string, group: { size: number }, company: Company): Promise<void> {
    await new Promise((resolve) => {
      setTimeout(resolve, GATHER_MS);
    });
    this.#open.delete(name);
    company.came(group.size);
  }

  #companyOf(name: string): Company {
    const known = this.#companies.get(name);
    if (known) return known;
    const company = new Company();
    this.#companies.set(name, company);
    return company;
  }
}
