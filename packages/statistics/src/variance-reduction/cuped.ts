import type { Arm } from "../compare/arm.ts";
import type { BivariateMoments } from "../moments/bivariate.ts";
import type { Moments } from "../moments/moments.ts";

/** The units of one arm; both parts are additive. */
export type CupedArm = {
  /** Units with a history: x is the metric before their first exposure, y since. */
  readonly returning: BivariateMoments;
  /** Units without one: y only. */
  readonly fresh: Moments;
};

export type Cuped = {
  /** Adjusted, in the order given. Compare them as any others. */
  readonly arms: readonly Arm[];
  /** What one unit of x, and having no history, was worth in y, pooled over the arms. */
  readonly theta: { readonly before: number; readonly isFresh: number };
  /** Share of the variance that the adjustment took away, in [0, 1]. */
  readonly varianceSaved: number;
};

/**
 * CUPED (Deng, Xu, Kohavi & Walker 2013): what units did before the test explains a part of their
 * variance that the test cannot have caused. ŷ = ȳ − θ·(x̄ − x̄_all) with θ = S_xx⁻¹ S_xy within the
 * arms, for two covariates: x (0 of a fresh unit) and an indicator of fresh units. The difference of
 * two arms is then the coefficient of least squares on arm and covariates (ANCOVA).
 */
export function cuped(arms: readonly CupedArm[]): Cuped {
  const products = arms.map(crossProducts);
  const pooled = products.reduce(addProducts);
  const theta = solve(pooled);
  const n = sum(products, (each) => each.n);
  const meanX = sum(products, (each) => each.n * each.meanX) / n;
  const meanZ = sum(products, (each) => each.n * each.meanZ) / n;
  return {
    arms: products.map((each): Arm => {
      if (each.n === 0) return { n: 0, mean: 0, variance: 0 };
      const explained = theta.before * (each.meanX - meanX) + theta.isFresh * (each.meanZ - meanZ);
      const variance = each.n < 2 ? 0 : residual(each, theta) / (each.n - 1);
      return { n: each.n, mean: each.meanY - explained, variance };
    }),
    theta,
    varianceSaved: pooled.yy > 0 ? Math.max(0, 1 - residual(pooled, theta) / pooled.yy) : 0,
  };
}

/** Sums of squares and products within an arm, around its means; z is 1 of a fresh unit, else 0. */
type Products = {
  n: number;
  meanX: number;
  meanY: number;
  meanZ: number;
  xx: number;
  xz: number;
  zz: number;
  xy: number;
  zy: number;
  yy: number;
};

function crossProducts({ returning, fresh }: CupedArm): Products {
  const n = returning.n + fresh.n;
  if (n === 0) return NOTHING;
  const between = (returning.n * fresh.n) / n;
  const gap = returning.meanY - fresh.mean;
  return {
    n,
    meanX: (returning.n * returning.meanX) / n,
    meanY: (returning.n * returning.meanY + fresh.n * fresh.mean) / n,
    meanZ: fresh.n / n,
    xx: returning.m2X + between * returning.meanX ** 2,
    xz: -between * returning.meanX,
    zz: between,
    xy: returning.cXY + between * returning.meanX * gap,
    zy: -between * gap,
    yy: returning.m2Y + fresh.m2 + between * gap ** 2,
  };
}

const NOTHING: Products = {
  n: 0,
  meanX: 0,
  meanY: 0,
  meanZ: 0,
  xx: 0,
  xz: 0,
  zz: 0,
  xy: 0,
  zy: 0,
  yy: 0,
};

function addProducts(a: Products, b: Products): Products {
  return {
    ...NOTHING,
    xx: a.xx + b.xx,
    xz: a.xz + b.xz,
    zz: a.zz + b.zz,
    xy: a.xy + b.xy,
    zy: a.zy + b.zy,
    yy: a.yy + b.yy,
  };
}

const SINGULAR = 1e-12; // less of x² than this is left beside z: x says nothing that z does not

function solve({ xx, xz, zz, xy, zy }: Products): Cuped["theta"] {
  const perZ = zz > 0 ? 1 / zz : 0;
  const left = xx - xz * xz * perZ;
  const before = left > SINGULAR * xx ? (xy - xz * zy * perZ) / left : 0;
  return { before, isFresh: (zy - before * xz) * perZ };
}

/** Σ of squares of y that the covariates leave. */
function residual({ xx, xz, zz, xy, zy, yy }: Products, theta: Cuped["theta"]): number {
  const { before: a, isFresh: b } = theta;
  return Math.max(0, yy - 2 * (a * xy + b * zy) + a * a * xx + 2 * a * b * xz + b * b * zz);
}

function sum(all: readonly Products[], of: (each: Products) => number): number {
  return all.reduce((total, each) => total + of(each), 0);
}
