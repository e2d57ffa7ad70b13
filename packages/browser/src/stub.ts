/**
 * The inline stub: `window.nextmove` at once, whenever the script itself arrives. It keeps the
 * calls with their time for the SDK to replay, and answers a `decide` with the page's own order
 * when the SDK does not come within the deadline, for example because it is blocked.
 */
import type { ConsentState, Nextmove } from "./api.ts";
import { DEADLINE_MS } from "./decide/deadline.ts";
import { copyOf, pageDecision } from "./decide/decision.ts";
import { pageRecommendation } from "./decide/recommendation.ts";
import type { StubCall, StubCalls } from "./script-tag/stub-call.ts";

if (!window.nextmove?.decide) {
  let state: ConsentState = "pending";
  const keep = (run: StubCall["run"]) => stub.calls.push({ at: Date.now(), run });

  const stub: Omit<Nextmove, "inspect"> & { calls: StubCalls } = {
    calls: new Array<StubCall>(),
    decide: (request) =>
      new Promise((resolve) => {
        const asked = copyOf(request);
        const deadline = asked.deadline ?? DEADLINE_MS;
        const timer = setTimeout(() => resolve(pageDecision(asked)), deadline);
        keep((nextmove, waitedMs) => {
          clearTimeout(timer);
          resolve(nextmove.decide({ ...asked, deadline: Math.max(0, deadline - waitedMs) }));
        });
      }),
    recommend: (request) =>
      new Promise((resolve) => {
        const asked = copyOf(request);
        const deadline = asked.deadline ?? DEADLINE_MS;
        const timer = setTimeout(() => resolve(pageRecommendation(asked)), deadline);
        keep((nextmove, waitedMs) => {
          clearTimeout(timer);
          resolve(nextmove.recommend({ ...asked, deadline: Math.max(0, deadline - waitedMs) }));
        });
      }),
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
