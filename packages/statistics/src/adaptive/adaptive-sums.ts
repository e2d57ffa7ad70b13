/**
 * Sums over decisions whose probabilities moved with what was learned, for the comparison of two
 * arms. Additive; every sum is of the doubly robust score γ and weight h of each decision.
 */
export type AdaptiveSums = {
  /** Decisions, of these arms or others. */
  n: number;
  readonly control: ArmSums;
  readonly treatment: ArmSums;
  /** Σ h₁h₂, Σ h₁h₂γ₁, Σ h₁h₂γ₂ and Σ h₁h₂γ₁γ₂ of control (1) and treatment (2). */
  readonly both: { hh: number; hhg1: number; hhg2: number; hhg12: number };
};

export type ArmSums = {
  /** Decisions that showed the arm, and their rewards: the model of the next reward. */
  shown: number;
  reward: number;
  /** Σ h, Σ hγ, Σ h², Σ h²γ and Σ h²γ². */
  h: number;
  hg: number;
  hh: number;
  hhg: number;
  hhgg: number;
};

export type AdaptiveDecision = {
  readonly shown: "control" | "treatment" | "other";
  readonly reward: number;
  /** With which each of the two could have been shown, as logged. */
  readonly probabilities: { readonly control: number; readonly treatment: number };
};

export function emptyAdaptiveSums(): AdaptiveSums {
  return {
    n: 0,
    control: emptyArm(),
    treatment: emptyArm(),
    both: { hh: 0, hhg1: 0, hhg2: 0, hhg12: 0 },
  };
}

function emptyArm(): ArmSums {
  return { shown: 0, reward: 0, h: 0, hg: 0, hh: 0, hhg: 0, hhgg: 0 };
}

/**
 * Adds a decision to the sums given, in the order of time: its score is
 * γ = μ̂ + 1{shown}·(reward − μ̂) / e, where μ̂ is the arm's mean reward of the decisions before it and
 * e its probability; its weight is h = √e, which keeps the variance of a decision the same however
 * rare the arm becomes (Hadad, Hirshberg, Zhan, Wager & Athey 2021, "constant allocation").
 */
export function addDecision(sums: AdaptiveSums, decision: AdaptiveDecision): void {
  const { shown, reward, probabilities } = decision;
  sums.n++;
  const first = addScore(sums.control, shown === "control", reward, probabilities.control);
  const second = addScore(sums.treatment, shown === "treatment", reward, probabilities.treatment);
  const hh = first.h * second.h;
  sums.both.hh += hh;
  sums.both.hhg1 += hh * first.score;
  sums.both.hhg2 += hh * second.score;
  sums.both.hhg12 += hh * first.score * second.score;
}

function addScore(
  arm: ArmSums,
  isShown: boolean,
  reward: number,
  probability: number,
): { h: number; score: number } {
  const expected = arm.shown > 0 ? arm.reward / arm.shown : 0;
  const h = Math.sqrt(probability);
  const surprise = isShown && probability > 0 ? (reward - expected) / probability : 0;
  const score = expected + surprise;
  arm.h += h;
  arm.hg += h * score;
  arm.hh += h * h;
  arm.hhg += h * h * score;
  arm.hhgg += h * h * score * score;
  if (isShown) {
    arm.shown++;
    arm.reward += reward;
  }
  return { h, score };
}

/** Of decisions that were added up apart, such as in two shards. */
export function mergeAdaptiveSums(a: AdaptiveSums, b: AdaptiveSums): AdaptiveSums {
  return {
    n: a.n + b.n,
    control: addUp(a.control, b.control),
    treatment: addUp(a.treatment, b.treatment),
    both: addUp(a.both, b.both),
  };
}

function addUp<Sums extends Record<string, number>>(a: Sums, b: Sums): Sums {
  const sums: Record<string, number> = { ...a };
  for (const [key, value] of Object.entries(b)) sums[key] = (sums[key] ?? 0) + value;
  return sums as Sums;
}
