import type { Reward } from "nextmove";
import { useEffect, useCallback, useRef } from "react";
import { useProvided } from "./provider.ts";

/**
 * A function that says what came of a decision; it is the same at every render.
 *
 * @param common what all of its rewards share, e.g. the case or the decision
 */
export function useReward(common?: Pick<Reward, "case" | "decision">): (reward: Reward) => void {
  const { nextmove } = useProvided();
  const latest = useRef(common);
  useEffect(() => {
    latest.current = common;
  });
  return useCallback((reward) => nextmove.reward({ ...latest.current, ...reward }), [nextmove]);
}
