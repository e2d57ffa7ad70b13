import { upperGamma } from "./gamma.ts";

/** P(χ² > x) with `degrees` of freedom, exact in the tail. */
export function chiSquareSurvival(x: number, degrees: number): number {
  return upperGamma(degrees / 2, x / 2);
}
