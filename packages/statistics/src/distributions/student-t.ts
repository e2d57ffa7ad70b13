import { incompleteBeta, logBeta } from "./beta.ts";
import { solveTail } from "./solve-tail.ts";

/** P(T > t) for Student's t with `degrees` > 0 of freedom (not always whole), exact in the tail. */
export function studentTSurvival(t: number, degrees: number): number {
  const square = t * t;
  if (square === Infinity) return t > 0 ? 0 : 1;
  const rest = degrees / (degrees + square);
  const tail = incompleteBeta(rest, degrees / 2, 0.5, square / (degrees + square)) / 2;
  return t >= 0 ? tail : 1 - tail;
}

/** P(T ≤ t). */
export function studentTCdf(t: number, degrees: number): number {
  return studentTSurvival(-t, degrees);
}

/** The t with P(T ≤ t) = p. */
export function studentTQuantile(p: number, degrees: number): number {
  const survival = (t: number): number => studentTSurvival(t, degrees);
  const density = (t: number): number => studentTDensity(t, degrees);
  return p > 0.5 ? solveTail(1 - p, survival, density) : -solveTail(p, survival, density);
}

function studentTDensity(t: number, degrees: number): number {
  const exponent = -((degrees + 1) / 2) * Math.log1p((t * t) / degrees);
  return Math.exp(exponent - logBeta(degrees / 2, 0.5)) / Math.sqrt(degrees);
}
