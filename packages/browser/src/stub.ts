/**
 * The inline stub: `window.nextmove` at once, whenever the script itself arrives. It keeps the
 * calls with their time for the SDK to replay, and answers a `decide` or `recommend` with the
 * page's own order when the SDK does not come within the deadline, for example because it is
 * blocked.
 */
import type {
  ConsentState,
  DecideRequest,
  Decision,
  Nextmove,
  RecommendRequest,
  Recommendation,
} from "./api.ts";
import { DEADLINE_MS } from "./decide/deadline.ts";
import { copyOf, pageDecision } from "./decide/decision.ts";
import { pageRecommendation } from "./decide/recommendation.ts";
import type { StubCall, StubCalls } from "./script-tag/stub-call.ts";

if (!window.nextmove?.decide) {
  let state: ConsentState = "pending";
  const keep = (run: StubCall["run"]) => stub.calls.push({ at: Date.now(), run });

  /** Asks the SDK if it comes within the deadline, and answers the page's own order if not. */
  const asking =
    <Request extends { readonly deadline?: number | undefined }, Answer>(
      ask: (nextmove: Nextmove, request: Partial<Request>) => Promise<Answer>,
      own: (request: Partial<Request>) => Answer,
    ) =>
    (request?: Request): Promise<Answer> =>
      new Promise((resolve) => {
        const asked = copyOf(request);
        const deadline = asked.deadline ?? DEADLINE_MS;
        const timer = setTimeout(() => resolve(own(asked)), deadline);
        keep((nextmove, waitedMs) => {
          clearTimeout(timer);
          resolve(ask(nextmove, { ...asked, deadline: Math.max(0, deadline - waitedMs) }));
        });
      });

  const stub: Omit<Nextmove, "inspect" | "stop"> & { calls: StubCalls } = {
    calls: new Array<StubCall>(),
    decide: asking<DecideRequest, Decision>(
      (nextmove, request) => nextmove.decide(request),
      pageDecision,
    ),
    recommend: asking<RecommendRequest, Recommendation>(
      (nextmove, request) => nextmove.recommend(request),
      pageRecommendation,
    ),
    track: (...args) => keep((nextmove) => nextmove.track(...args)),
    select: (...args) => keep((nextmove) => nextmove.select(...args)),
    reward: (...args) => keep((nextmove) => nextmove.reward(...args)),
    attributes: (...args) => keep((nextmove) => nextmove.attributes(...args)),
    consent(next, reason) {
      if (next) {
        state = next;
        keep((nextmove) => nextmove.consent(next, reason));
      }
      return state;
    },
    on(...args) {
      const off = new Promise<() => void>((resolve) =>
        keep((nextmove) => resolve(nextmove.on(...args))),
      );
      return () => void off.then((stop) => stop());
    },
    flush: () => new Promise((resolve) => keep((nextmove) => resolve(nextmove.flush()))),
  };
  window.nextmove = stub;
}
