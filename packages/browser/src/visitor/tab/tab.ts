import type { ConsentFollower } from "../../consent/consent.ts";
import type { Presence } from "../../platform/platform.ts";
import type { Store } from "../../storage/store.ts";

/** Numbers events, by case and without gaps, so that the edge sees what never came. */
export interface Tab extends ConsentFollower, Presence {
  readonly id: () => string;
  /** The next number of a case, from 1. Only while consent is granted. */
  readonly numberNext: (caseId: string) => { readonly tab: string; readonly seq: number };
}

interface Numbering {
  readonly id: string;
  /** Case -> the last number given. */
  readonly last: Record<string, number>;
}

/**
 * The tab, from page to page: each page takes the numbering out of sessionStorage and puts it back
 * when it is left. So a tab that is duplicated, or opened by a page with a copy of its storage,
 * finds nothing and starts one of its own; and so does a page whose predecessor crashed. A page
 * that comes out of the back/forward cache starts one, too: the later page has gone on with the
 * numbers, and what it put back may not have come through from its process yet.
 */
export function createTab(store: Store, name: string, newId: () => string): Tab {
  let numbering: Numbering | undefined;
  let allowed = false;
  let away = false;

  const current = () => (numbering ??= { id: newId(), last: {} });
  const putBack = () => {
    if (allowed) store.set(name, current());
  };

  return {
    id: () => current().id,
    numberNext(caseId) {
      const { id, last } = current();
      const seq = (last[caseId] = (last[caseId] ?? 0) + 1);
      // Said by the page while it goes, after the numbering was put back.
      if (away) putBack();
      return { tab: id, seq };
    },
    follow(mayStore, mustForget) {
      if (mayStore && !allowed) {
        const found = store.get(name) as Numbering | undefined;
        store.discard(name);
        if (found?.last) numbering = found;
      }
      allowed = mayStore;
      if (mustForget) {
        store.discard(name);
        numbering = undefined;
      }
    },
    leave(final) {
      away = final;
      if (final) putBack();
    },
    comeBack(restored) {
      away = false;
      if (restored) numbering = undefined;
    },
  };
}
