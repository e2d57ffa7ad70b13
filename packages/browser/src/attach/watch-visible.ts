import { quietly } from "./quietly.ts";

/** Half of it, as viewable impressions of advertising are counted by the Media Rating Council. */
const VISIBLE_SHARE = 0.5;

/**
 * Fine enough to notice half of a screen in an element of ten screens. Not by `Array.from`, which
 * MooTools replaces by something else.
 */
const THRESHOLDS = [...new Uint8Array(21).keys()].map((step) => step / 20);

export interface VisibleWatch {
  /** Tells once when it is seen; again when it is watched again. */
  readonly watch: (element: Element) => void;
  readonly forget: (element: Element) => void;
  readonly stop: () => void;
}

/**
 * Tells which of the watched elements were half visible, or filled half of the window, for a time
 * without a break. In a tab in the background nothing is visible.
 */
export function watchVisible(dwellMs: number, seen: (element: Element) => void): VisibleWatch {
  const onScreen = new Map<Element, ReturnType<typeof setTimeout> | undefined>();

  const start = (element: Element) => {
    if (document.visibilityState !== "visible") return onScreen.set(element, undefined);
    const tell = quietly(() => {
      forget(element);
      seen(element);
    });
    return onScreen.set(element, setTimeout(tell, dwellMs));
  };
  const pause = (element: Element) => clearTimeout(onScreen.get(element));
  const observer = new IntersectionObserver(
    (changes) => {
      for (const change of changes) {
        const { target } = change;
        if (!isVisible(change)) {
          pause(target);
          onScreen.delete(target);
        } else if (!onScreen.has(target)) start(target);
      }
    },
    { threshold: THRESHOLDS },
  );
  const forget = (element: Element) => {
    pause(element);
    onScreen.delete(element);
    observer.unobserve(element);
  };
  const restart = () => {
    for (const element of onScreen.keys()) {
      pause(element);
      start(element);
    }
  };

  document.addEventListener("visibilitychange", restart);
  return {
    watch(element) {
      forget(element); // Only a new observation tells where the element is now.
      observer.observe(element);
    },
    forget,
    stop() {
      document.removeEventListener("visibilitychange", restart);
      observer.disconnect();
      for (const element of onScreen.keys()) pause(element);
    },
  };
}

function isVisible(change: IntersectionObserverEntry): boolean {
  const { isIntersecting, intersectionRatio, intersectionRect, rootBounds } = change;
  if (!isIntersecting) return false;
  if (intersectionRatio >= VISIBLE_SHARE) return true;
  return rootBounds !== null && areaOf(intersectionRect) >= VISIBLE_SHARE * areaOf(rootBounds);
}

const areaOf = ({ width, height }: DOMRectReadOnly): number => width * height;
