import type { Nextmove, Recommendation } from "../api.ts";
import { answerWithin } from "../attach/answer-within.ts";
import { hold } from "../attach/hold.ts";
import { cardOf } from "./fields.ts";
import { requestOf } from "./request.ts";

/** What a list held beside its template before it was first filled. */
type Fallbacks = WeakMap<Element, readonly Node[]>;

/**
 * Asks for products and fills a list with them, or with what the page put there itself. Meanwhile it
 * keeps its place and is invisible, for the deadline at most. Undefined when it has no template yet;
 * null when nothing is recommended.
 */
export async function fill(
  nextmove: Pick<Nextmove, "recommend">,
  list: HTMLElement,
  fallbacks: Fallbacks,
): Promise<Recommendation | null | undefined> {
  const template = [...list.children].find((child) => child instanceof HTMLTemplateElement);
  if (!template) return undefined;
  const fallback = fallbacks.get(list) ?? [...list.childNodes].filter((node) => node !== template);
  fallbacks.set(list, fallback);

  const request = requestOf(list);
  const release = hold(list);
  try {
    const recommendation = await answerWithin(request.deadline, nextmove.recommend(request));
    const cards = (recommendation?.items ?? [])
      .filter(({ id }) => !request.products?.includes(id))
      .flatMap((item) => cardOf(template, item) ?? []);
    list.replaceChildren(template, ...(cards.length > 0 ? cards : fallback));
    return cards.length > 0 ? recommendation : null;
  } finally {
    release();
  }
}
