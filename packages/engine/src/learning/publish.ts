import type { Learner } from "./learner.ts";
import type { Publication, PublishedAction } from "./publication.ts";
import { packPosterior } from "./publication.ts";
import { ranking, refreshHeader } from "./ranking.ts";

/**
 * What changed for a replica at `since`, oldest change first, at most `maxBytes` of it (but always
 * one action). Every change of an action has a version of its own, so a replica that got a part
 * asks for the rest with the version of that part.
 */
export function publish(
  learner: Learner,
  since: { readonly version: number; readonly space: number },
  maxBytes: number,
): Publication {
  const replica = ranking(learner);
  refreshHeader(learner);
  const from = since.space === replica.header.space.version ? since.version : 0;
  const changed = [...learner.actions]
    .filter(([, action]) => action.version > from)
    .sort(([, a], [, b]) => a.version - b.version);

  const actions: PublishedAction[] = [];
  let bytes = 0;
  let version = learner.version;
  let more = false;
  for (const [name, action] of changed) {
    const posterior = replica.actions.get(name);
    if (posterior === undefined) continue;
    const packed = packPosterior(name, posterior);
    bytes += packed.bytes.byteLength;
    if (actions.length > 0 && bytes > maxBytes) {
      more = true;
      break;
    }
    actions.push(packed);
    version = action.version;
  }
  return {
    header: { ...replica.header, version: more ? version : learner.version },
    actions,
    more,
  };
}
