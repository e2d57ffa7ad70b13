import { Company } from "../company.ts";
import { Latest } from "../latest.ts";
import { Attendance } from "./attendance.ts";
import { RequestGroup, type Send, sendAll } from "./request-group.ts";

/** How long a request waits for others: as a rule less than the way to the object. */
const GATHER_MS = 1;
/** Before that, at most, while the object is at work on a call of ours: what it does not begin yet need not be sent. */
const BUSY_GATHER_MS = 4;
/** Nobody comes any more when nobody came for so long: one timer may go off before what has come is read. */
const QUIET_MS = 2;
/** Calls that come together on average, from which on it is worth being patient. */
const PATIENT_CALLS = 2;
/** An object does one thing at a time: between full calls it answers others. */
const MOST_REQUESTS = 50;
/** Objects of which an isolate remembers whether requests for them come together. */
const MOST_OBJECTS = 2_000;

/** Goes on with some work after the answer, see `ExecutionContext.waitUntil`. */
export type Afterwards = (work: Promise<void>) => void;

/** What an isolate knows of the requests for one object. */
class Line<Answer> {
  readonly company: Company;
  readonly attendance = new Attendance();
  gathering: RequestGroup<Answer> | undefined;
  /** Whose call is under way: the latest. */
  called: RequestGroup<Answer> | undefined;

  constructor(company: Company) {
    this.company = company;
  }
}

/**
 * What the requests of an isolate ask of an object at nearly the same time goes to it in one call: a call
 * costs as much as many decisions do. A request that comes alone does not wait. See docs/decisions/0013.
 */
export class SharedCalls<Answer> {
  readonly #lines = new Latest<string, Line<Answer>>(MOST_OBJECTS);
  readonly #patienceMs: number;
  /** Whether they wait for those who were here lately. */
  readonly #isPatient: boolean;

  /**
   * @param patienceMs how long a request waits, in timers of a millisecond, until all are here who were lately:
   *   of use where answering takes longer than that. Absent: a millisecond, for what comes at the same time
   */
  constructor(patienceMs = GATHER_MS) {
    this.#patienceMs = patienceMs;
    this.#isPatient = patienceMs > GATHER_MS;
  }

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
    const { attendance } = line;
    const isLikely = line.company.isLikely(nowMs);
    const { gathering } = line;
    const isOverdue = gathering?.isOverdue(nowMs);
    attendance.came();
    if (gathering?.about === about) {
      const call = () => afterwards(this.#call(line, gathering, send));
      const answer = gathering.join(request, call);
      // By the one who makes it so: the first, if told, may go on in this one's context (docs/decisions/0013).
      if (isOverdue || gathering.size === MOST_REQUESTS || this.#isComplete(line)) call();
      return answer;
    }
    if ((gathering && !isOverdue) || !isLikely) {
      try {
        return (await sendAll([request], send))[0];
      } finally {
        attendance.left(1);
      }
    }
    const group = new RequestGroup<Answer>(about, nowMs);
    line.gathering = group;
    const answer = group.join(request);
    afterwards(this.#callInTime(line, group, send));
    return answer;
  }

  /** Calls for a group when nobody comes any more, unless who made it complete has done so. */
  async #callInTime(
    line: Line<Answer>,
    group: RequestGroup<Answer>,
    send: Send<Answer>,
  ): Promise<void> {
    if (line.called) await line.called.answered(BUSY_GATHER_MS);
    // After that, not before: who has just been answered asks again, as a rule.
    let quietMs = 0;
    let leftMs = this.#patienceMs;
    for (; leftMs > 0 && quietMs < QUIET_MS && !group.isSent; leftMs -= GATHER_MS) {
      const { size } = group;
      await new Promise((resolve) => {
        setTimeout(resolve, GATHER_MS);
      });
      quietMs = group.size === size ? quietMs + GATHER_MS : 0;
    }
    if (group.isSent) return;
    line.attendance.forgetSome();
    await this.#call(line, group, send);
  }

  async #call(line: Line<Answer>, group: RequestGroup<Answer>, send: Send<Answer>): Promise<void> {
    if (line.gathering === group) line.gathering = undefined;
    line.company.came(group.size);
    line.called = group;
    await group.send(send);
    line.attendance.left(group.size);
    if (line.called === group) line.called = undefined;
  }

  /** Whether nobody is left to wait for. */
  #isComplete({ called, attendance }: Line<Answer>): boolean {
    return this.#isPatient && !called && attendance.isComplete;
  }

  #lineOf(name: string): Line<Answer> {
    const known = this.#lines.get(name);
    if (known) return known;
    const line = new Line<Answer>(this.#isPatient ? new Company(PATIENT_CALLS) : new Company());
    this.#lines.set(name, line);
    return line;
  }
}
