import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { createRandom } from "../random/seeded.ts";
import { invertRidged } from "./cholesky.ts";
import { logNormalCdf, normalCdf } from "./normal.ts";
import { addOuterSparse, packedLength } from "./packed.ts";
import { quickLog } from "./quick-log.ts";
import type { SparseVector } from "./sparse.ts";
import { solveRidged, tridiagonalise } from "./tridiagonal.ts";

const DIMENSION = 12;

function randomVector(random: () => number): SparseVector {
  const kept = Array.from({ length: DIMENSION }, (_, i) => i).filter(() => random() < 0.4);
  return { indices: Uint16Array.from(kept), values: Float64Array.from(kept, () => random() - 0.3) };
}

function randomProducts(): Float64Array {
  const random = createRandom("matrix");
  const matrix = new Float64Array(packedLength(DIMENSION));
  for (let i = 0; i < 40; i++) addOuterSparse(matrix, randomVector(random), 1);
  return matrix;
}

function entry(matrix: Float64Array, i: number, j: number): number {
  const [row, column] = i >= j ? [i, j] : [j, i];
  return matrix[(row * (row + 1)) / 2 + column] ?? NaN;
}

describe("invertRidged", () => {
  it("times the matrix is the identity", () => {
    const matrix = randomProducts();
    const inverse = invertRidged(matrix, DIMENSION, 0.5) ?? new Float64Array();
    for (let i = 0; i < DIMENSION; i++) {
      for (let j = 0; j < DIMENSION; j++) {
        let sum = 0;
        for (let k = 0; k < DIMENSION; k++) {
          sum += (entry(matrix, i, k) + (i === k ? 0.5 : 0)) * entry(inverse, k, j);
        }
        expect(sum).toBeCloseTo(i === j ? 1 : 0, 9);
      }
    }
  });

  it("refuses a matrix that is not positive definite", () => {
    expect(invertRidged(Float64Array.of(1, 2, 1), 2, 0)).toBeUndefined();
  });
});

describe("tridiagonalise", () => {
  it("keeps quadratic form and determinant for every ridge", () => {
    const matrix = randomProducts();
    const random = createRandom("vector");
    const vector = Float64Array.from({ length: DIMENSION }, () => random() - 0.5);
    const reduced = tridiagonalise(matrix, vector);
    for (const ridge of [0.1, 1, 30]) {
      const inverse = invertRidged(matrix, DIMENSION, ridge) ?? new Float64Array();
      let quadratic = 0;
      for (let i = 0; i < DIMENSION; i++) {
        for (let j = 0; j < DIMENSION; j++) {
          quadratic += (vector[i] ?? 0) * entry(inverse, i, j) * (vector[j] ?? 0);
        }
      }
      expect(solveRidged(reduced, ridge).quadratic).toBeCloseTo(quadratic, 9);
    }
    // d log det(A + ρI)/dρ = trace (A + ρI)⁻¹
    const step = 1e-4;
    const slope =
      (solveRidged(reduced, 1 + step).logDeterminant -
        solveRidged(reduced, 1 - step).logDeterminant) /
      (2 * step);
    const inverse = invertRidged(matrix, DIMENSION, 1) ?? new Float64Array();
    let trace = 0;
    for (let i = 0; i < DIMENSION; i++) trace += entry(inverse, i, i);
    expect(slope).toBeCloseTo(trace, 5);
  });
});

describe("the normal distribution", () => {
  it("agrees with tabulated values", () => {
    expect(normalCdf(0)).toBeCloseTo(0.5, 12);
    expect(normalCdf(1.96)).toBeCloseTo(0.97500210485178, 12);
    expect(normalCdf(-5) / 2.866515718791939e-7).toBeCloseTo(1, 9);
  });

  it("has a table good to 1e-5 in the logarithm", () => {
    for (let z = -6; z < 7; z += 0.0371) {
      expect(Math.abs(logNormalCdf(z) - Math.log(normalCdf(z)))).toBeLessThan(1e-5);
    }
  });
});

describe("quickLog", () => {
  const positive = fc.float({ min: Math.fround(1e-30), max: Math.fround(1e30), noNaN: true });

  it("is the logarithm", () => {
    fc.assert(
      fc.property(positive, (x) => {
        expect(Math.abs(quickLog(x) - Math.log(x))).toBeLessThan(3e-7);
      }),
    );
    expect(quickLog(1)).toBe(0);
  });

  it("ascends", () => {
    fc.assert(
      fc.property(positive, positive, (x, y) => {
        expect(Math.sign(quickLog(x) - quickLog(y)) * Math.sign(x - y)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
