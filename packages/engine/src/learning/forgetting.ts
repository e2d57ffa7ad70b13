/**
 * Forgetting is decay on ticks of time that all shards share, so that sums stay additive: within a
 * tick nothing decays, and a term weighs the same whenever and wherever it is learned.
 */
interface Forgetting {
  /** `null`: nothing is forgotten. */
  readonly halfLifeMs: number | null;
  /** The tick the sums are scaled to. */
  readonly tick: number;
}

const TICKS_PER_HALF_LIFE = 32; // 2 % a tick

export function tickAt(halfLifeMs: number | null, atMs: number): number {
  return halfLifeMs === null ? 0 : Math.floor((atMs * TICKS_PER_HALF_LIFE) / halfLifeMs);
}

/** What is left after this many ticks. */
export function decayOver(ticks: number): number {
  return 2 ** (-ticks / TICKS_PER_HALF_LIFE);
}

/**
 * Weight of a term of a decision activated at `atMs`, in sums scaled to `forgetting.tick`; at most 1.
 * A learner lets its sums decay before it learns; a replica may be some ticks behind, or at tick 0
 * when nothing was ever learned, and must not take what is new for many times what it is.
 */
export function weightOf(forgetting: Forgetting, atMs: number): number {
  if (forgetting.halfLifeMs === null) return 1;
  return decayOver(Math.max(0, forgetting.tick - tickAt(forgetting.halfLifeMs, atMs)));
}
