import { upperGamma } from "./gamma.ts";
import { solveTail } from "./solve-tail.ts";

/** 1 − Φ(z), exact in the tail. */
export function normalSurvival(z: number): number {
  const tail = upperGamma(0.5, (z * z) / 2) / 2;
  return z >= 0 ? tail : 1 - tail;
}

/** Φ(z). */
export function normalCdf(z: number): number {
  return normalSurvival(-z);
}

/** Φ⁻¹(p), ±∞ at 0 and 1. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return solveTail(1 - p, normalSurvival, normalDensity);
  return -solveTail(p, normalSurvival, normalDensity);
}

function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}
