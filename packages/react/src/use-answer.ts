import { useEffect, useRef, useState } from "react";

interface Keyed<Value> {
  readonly key: string;
  readonly value: Value;
}

/**
 * Asks once per mounted component and key, and again when the key changes. React's StrictMode runs
 * effects twice; the question, kept in a ref, is not asked twice for it.
 *
 * @param known an answer that is there before anything is asked
 * @returns undefined while the answer of this key has not come
 */
export function useAnswer<Answer>(
  key: string,
  ask: () => Promise<Answer>,
  known?: () => Answer | undefined,
): Answer | undefined {
  const [answered, setAnswered] = useState<Keyed<Answer> | undefined>(() => {
    const value = known?.();
    return value && { key, value };
  });
  const asked = useRef<Keyed<Promise<Answer>> | undefined>(undefined);
  const latestAsk = useRef(ask);
  const isKnown = answered?.key === key;

  useEffect(() => {
    latestAsk.current = ask;
  });

  useEffect(() => {
    if (isKnown) return undefined;
    let isMounted = true;
    if (asked.current?.key !== key) asked.current = { key, value: latestAsk.current() };
    const show = async (answer: Promise<Answer>) => {
      const value = await answer;
      if (isMounted) setAnswered({ key, value });
    };
    void show(asked.current.value);
    return () => {
      isMounted = false;
    };
  }, [key, isKnown]);

  return isKnown ? answered.value : undefined;
}
