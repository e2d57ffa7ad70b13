import type { ErasingBook, Step } from "./erasing-book.ts";
import type { RemoteTarget } from "./forget-page.ts";

/** Objects that are asked side by side. */
const ROUND_STEPS = 8;
/** At most 160 calls to other objects in a turn: a second or two, of the 1,000 calls that one may make. */
const ROUNDS = 20;

interface Deps {
  book: Pick<ErasingBook, "next" | "note">;
  /** Has an object forget a page; where to go on, or null. */
  forgetPage: (target: RemoteTarget, place: string) => Promise<string | null>;
  /** Forgets what this shard holds itself, and notes that step as done, at once. */
  forgetHere: (n: number) => void;
}

/** Those that come first and are of one kind: only what is of one kind may be asked in any order. */
const leading = (steps: readonly Step[]): Step[] => {
  const end = steps.findIndex(({ target }) => target.in !== steps[0]?.target.in);
  return end === -1 ? [...steps] : steps.slice(0, end);
};

/**
 * Goes on with an erasure, as far as one turn may. What fails is noted as not done, and thrown; a page that
 * is asked for twice, as after a crash, finds nothing the second time.
 */
export const eraseSome = async (
  { book, forgetPage, forgetHere }: Deps,
  consumer: string,
): Promise<void> => {
  for (let round = 0; round < ROUNDS; round++) {
    const steps = leading(book.next(consumer, ROUND_STEPS));
    if (steps.length === 0) return;
    const asked = await Promise.allSettled(
      steps.map(async ({ n, target, place }) => {
        if (target.in === "customers") forgetHere(n);
        else book.note(consumer, n, await forgetPage(target, place));
      }),
    );
    for (const each of asked) if (each.status === "rejected") throw each.reason;
  }
};
