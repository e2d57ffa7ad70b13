/**
 * Who reports money, the most authoritative first: what a back end reports as a conversion, what a
 * test cycle calls an outcome, what a decision was rewarded with.
 */
export const SOURCES = ["conversion", "outcome", "reward"] as const;
export type Source = (typeof SOURCES)[number];

/**
 * One report of money. Several may be about the same order; `order` is its id, or the report's own id
 * when there is none.
 */
export interface Claim {
  order: string;
  source: Source;
  /** Whose account of the order this is part of: the decision rewarded, the outcome, the conversion. */
  witness: string;
  /** Tells the reports of a witness apart; the same one twice is one. */
  entry: string;
  /** In `currency`; negative when money was given back; null when the report names an order and no sum. */
  amount: number | null;
  currency: string | null;
  /** When it happened, ms. */
  at: number;
  /** The visitor of the test cycle whose order it is, if known. */
  visitor: string | null;
  /** Reported under a secret key, not by a page. */
  trusted: boolean;
}
