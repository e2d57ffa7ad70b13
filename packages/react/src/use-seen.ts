import { whenVisible } from "nextmove/visible";
import { type RefCallback, useCallback, useEffect, useRef, useState } from "react";

/**
 * Calls `seen` once for each key, as soon as it is there: when the element with the returned ref is
 * visible, or where no element has the ref, when the component is rendered.
 *
 * @param seen undefined while there is nothing to see
 */
export function useSeen(key: string, seen: (() => void) | undefined): RefCallback<Element> {
  const [element, setElement] = useState<Element | null>(null);
  const told = useRef<string | undefined>(undefined);
  const hasElement = useRef(false);
  const latest = useRef(seen);
  const isThere = seen !== undefined;

  useEffect(() => {
    latest.current = seen;
  });

  useEffect(() => {
    if (!isThere || told.current === key) return undefined;
    const tell = () => {
      told.current = key;
      latest.current?.();
    };
    // The ref is set before effects run, the state that follows it only after them.
    if (!element && hasElement.current) return undefined;
    if (!element || typeof IntersectionObserver === "undefined") {
      tell();
      return undefined;
    }
    return whenVisible(element, tell);
  }, [key, isThere, element]);

  return useCallback((next: Element | null) => {
    hasElement.current = next !== null;
    setElement(next);
  }, []);
}
