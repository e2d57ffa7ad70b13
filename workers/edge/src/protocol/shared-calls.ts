import { Company } from "../company.ts";
import { Latest } from "../latest.ts";
import { RequestGroup, type Send, sendAll } from "./request-group.ts";

/** How long a request waits for others: as a rule less than the way to the object. */
const GATHER_MS = 1;
/** Before that, at most, while the object is at work on a call of ours: what it does not begin yet need not be sent. */
const BUSY_GATHER_MS = 4;
/** What gathers for longer is never sent: the request that was to send it was cut off, with its timers. */
const CUT_OFF_AFTER_MS = 100;
/** An object does one thing at a time: between full calls it answers others. */
const MOST_REQUESTS = 50;
/** Objects of which an isolate remembers whether requests for them come together. */
const MOST_OBJECTS = 2_000;

/** Goes on with some work after the answer, see `ExecutionContext.waitUntil`. */
export type Afterwards = (work: Promise<void>) => void;

/** What an isolate knows of the requests for one object. */
interface Line<Answer> {
  readonly company: Company;
  gathering: RequestGroup<Answer> | undefined;
  /** Whose call is under way: the latest. */
  called: RequestGroup<Answer> | undefined;
}

const isCutOff = (group: { sinceMs: number } | undefined, nowMs: number): boolean =>
  group !== undefined && nowMs - group.sinceMs > CUT_OFF_AFTER_MS;

/**
 * What the requests of an isolate ask of an object at nearly the same time goes to it in one call: a call
 * costs as much as many decisions do. A request that comes alone does not wait. See docs/decisions/0013.
 */
export class SharedCalls<Answer> {
  readonly #lines = new Latest<string, Line<Answer>>(MOST_OBJECTS);

  /**
   * Asks an object, together with others where some come.
   *
   * @param name of the object
   * @param about what a call says once for all of its requests: only those that agree in it go together
   * @param nowMs the machine's time
   */
  async ask(
    asked: { name: string; about: string; request: string; nowMs: number },
    send: Send<Answer>,
    afterwards: Afterwards,
  ): Promise<Answer> {
    const { about, request, nowMs } = asked;
    const line = this.#lineOf(asked.name);
    const isLikely = line.company.isLikely(nowMs);
    const gathering = isCutOff(line.gathering, nowMs) ? undefined : line.gathering;
    if (gathering && gathering.about === about && gathering.size < MOST_REQUESTS) {
      return gathering.join(request);
    }
    if (gathering || !isLikely) return (await sendAll([request], send))[0];
    const group = new RequestGroup<Answer>(about, request, nowMs);
    line.gathering = group;
    const answer = this.#call(line, group, send);
    // Others depend on it when whoever asked first has gone.
    afterwards(
      answer.then(
        () => undefined,
        () => undefined,
      ),
    );
    return answer;
  }

  async #call(
    line: Line<Answer>,
    group: RequestGroup<Answer>,
    send: Send<Answer>,
  ): Promise<Answer> {
    if (line.called) await line.called.answered(BUSY_GATHER_MS);
    // After that, not before: who has just been answered asks again, as a rule.
    await new Promise((resolve) => {
      setTimeout(resolve, GATHER_MS);
    });
    if (line.gathering === group) line.gathering = undefined;
    line.company.came(group.size);
    line.called = group;
    try {
      return await group.send(send);
    } finally {
      if (line.called === group) line.called = undefined;
    }
  }

  #lineOf(name: string): Line<Answer> {
    const known = this.#lines.get(name);
    if (known) return known;
    const line: Line<Answer> = { company: new Company(), gathering: undefined, called: undefined };
    this.#lines.set(name, line);
    return line;
  }
}
