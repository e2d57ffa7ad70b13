// @ts-check

/** At least this much of an element has to be on the screen. */
const VISIBLE_SHARE = 0.5;

/** Calls once the visitor can really see the element. @param {Element} element @param {() => void} then */
export function whenSeen(element, then) {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      then();
    },
    { threshold: VISIBLE_SHARE },
  );
  observer.observe(element);
}
