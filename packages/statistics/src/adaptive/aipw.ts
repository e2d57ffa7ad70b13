import type { Comparison } from "../compare/comparison.ts";
import type { AdaptiveSums, ArmSums } from "./adaptive-sums.ts";

/**
 * Treatment minus control under adaptive assignment: Q̂ = Σhγ / Σh of each arm, with the sandwich
 * variance Σ (h₂(γ₂ − Q̂₂)/Σh₂ − h₁(γ₁ − Q̂₁)/Σh₁)² of their difference. Plain means are biased here:
 * an arm that starts unlucky is shown less and stays unlucky. Asymptotically normal at one look
 * (Hadad et al. 2021, arXiv 1911.02768); needs probabilities that were logged, and above 0.
 */
export function adaptiveComparison({ n, control, treatment, both }: AdaptiveSums): Comparison {
  const [first, second] = [valueOf(control), valueOf(treatment)];
  const difference = second - first;
  if (control.shown < 2 || treatment.shown < 2) {
    return { difference, standardError: 0, n, degrees: 0 };
  }
  const covariance =
    (both.hhg12 - second * both.hhg1 - first * both.hhg2 + first * second * both.hh) /
    (control.h * treatment.h);
  const variance = varianceOf(control, first) + varianceOf(treatment, second) - 2 * covariance;
  return { difference, standardError: Math.sqrt(Math.max(0, variance)), n, degrees: n - 2 };
}

function valueOf({ h, hg }: ArmSums): number {
  return h > 0 ? hg / h : 0;
}

function varianceOf({ h, hh, hhg, hhgg }: ArmSums, value: number): number {
  return (hhgg - 2 * value * hhg + value * value * hh) / (h * h);
}
